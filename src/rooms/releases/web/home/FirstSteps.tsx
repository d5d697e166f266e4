import type { ReactNode } from 'react';
import { AppLink } from '../../../../design/navigation.tsx';
import { Card } from '../../../../design/page/layout.tsx';

const steps: readonly { readonly href: string; readonly title: string; readonly text: ReactNode }[] = [
  {
    href: '/admin/organisation',
    title: 'Organisation',
    text: 'Make the units that releases and applications belong to. A role holds in a unit and in all below it.',
  },
  {
    href: '/admin/people',
    title: 'People',
    text: 'Register people, hand each their one-time link, and grant roles. Name a release manager first; two, since nobody accepts what they proposed.',
  },
  {
    href: '/admin/profile',
    title: 'Compliance profile',
    text: 'Passwords, sessions, signatures, waivers: the strict values hold. While nothing was signed yet, a second person confirms what loosens them.',
  },
  {
    href: '/audit',
    title: 'Audit trail',
    text: 'What was done so far, by whom and when.',
  },
];

/** Home of somebody who configures and holds no business role: releases are not theirs to see, so they are told where their work is. */
export function FirstSteps() {
  return (
    <Card title="You configure Interlock">
      <p className="rel-dim">
        An administrator holds no business role, so releases are not shown to you. This is yours to do; the guides lie under{' '}
        <a href="/docs">/docs</a>.
      </p>
      <ul className="rel-list rel-steps">
        {steps.map((step) => (
          <li key={step.href}>
            <div>
              <AppLink href={step.href}>{step.title}</AppLink>
              <small>{step.text}</small>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}
