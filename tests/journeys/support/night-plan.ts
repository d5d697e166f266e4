const hour = 3_600_000;

/** A plan file for a release that goes live now, so that one journey sees it from proposed to closed. */
export function nightPlan(now: number): string {
  const at = (hours: number): string => new Date(now + hours * hour).toISOString();
  return `interlock: 1
name: night-laboratory
title: Night laboratory, one release
zone: Europe/Zurich
units:
  - { key: night-laboratory, name: Night laboratory, parent: aurelia }
applications:
  - key: APP-NIGHT
    name: Night samples
    unit: night-laboratory
    owner: system.owner@aurelia.example
    criticality: high
    gxp: true
    lifecycleStage: live
windows:
  - key: night-window
    name: Night window
    once: { start: ${at(-4)}, end: ${at(12)} }
    scope: { applications: [APP-NIGHT] }
releases:
  - key: night-samples-2
    name: Night samples 2.0
    kind: independent
    class: minor
    unit: night-laboratory
    owner: release.manager@aurelia.example
    summary: Samples that come in at night are booked without a clerk.
    applications:
      - { key: APP-NIGHT, role: changed, version: "2.0" }
    phases:
      - { key: build, name: Build, kind: build, start: ${at(-200)}, end: ${at(-50)} }
      - { key: uat, name: User acceptance, kind: uat, start: ${at(-50)}, end: ${at(-3)} }
      - { key: deploy, name: Deployment, kind: deploy, start: ${at(-2)}, end: ${at(8)} }
    goLive: { start: ${at(-1)}, end: ${at(5)}, backOutMinutes: 60 }
    gates:
      - key: readiness
        name: Readiness
        guards: ready
        due: ${at(2)}
        deciders: [business-process-owner]
        criteria:
          - { key: passed, text: Test cases passed, type: measure, operator: ">=", threshold: 98, unit: "%", freshnessHours: 24, responsible: test-manager }
          - { key: back-out, text: Back-out was rehearsed, type: checklist, responsible: implementation-manager }
      - key: closure
        name: Closure
        guards: close
        due: ${at(400)}
        deciders: [quality]
        criteria: []
`;
}
