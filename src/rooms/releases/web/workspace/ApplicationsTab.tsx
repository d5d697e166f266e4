import { Fieldset } from '@mantine/core';
import { useState } from 'react';
import { AppLink } from '../../../../design/navigation.tsx';
import { Card, ScrollX } from '../../../../design/page/layout.tsx';
import { StatePanel } from '../../../../design/page/StatePanel.tsx';
import { StatusBadge } from '../../../../design/parts/tags.tsx';
import { BlockedButton } from '../../../../design/refusal/BlockedButton.tsx';
import { refusalFor } from '../../../../design/refusal/refusal.ts';
import type { Release } from '../parts.tsx';
import { ApplicationRows } from '../propose/ApplicationRows.tsx';
import type { ApplicationDraft } from '../propose/draft.ts';
import { resultWords, roleWords } from '../words.ts';
import { ChangeForm } from './ChangeForm.tsx';
import { applicationsText } from './field-text.ts';
import type { Edited } from './stale-rows.ts';
import type { TabProps } from './tabs.ts';
import { Verbs } from './Verbs.tsx';

const draftsOf = (release: Release): readonly ApplicationDraft[] =>
  release.applications.map(({ application, role, version }) => ({
    chosen: { value: application.id, label: application.name, sub: application.key },
    role,
    version: version ?? '',
  }));

function editedIn(release: Release, rows: readonly ApplicationDraft[]): Edited {
  const whole = rows.flatMap(({ chosen, role, version }) =>
    chosen === null
      ? []
      : [{ application: chosen.value, name: chosen.label, role, version: version.trim() === '' ? null : version.trim() }],
  );
  const text = applicationsText(whole);
  if (JSON.stringify(rows) === JSON.stringify(draftsOf(release))) return { body: {}, mine: {} };
  return { body: { applications: whole.map(({ name: _, ...row }) => row) }, mine: { applications: text } };
}

function Edit({ release: shown, version, onClose }: TabProps & { readonly onClose: () => void }) {
  const [release] = useState(shown);
  const [rows, setRows] = useState(() => draftsOf(release));
  return (
    <ChangeForm
      title={`Applications of ${release.key}`}
      release={release}
      version={version}
      edited={editedIn(release, rows)}
      problem={rows.some((row) => row.chosen === null) ? 'Choose an application in each row.' : undefined}
      onClose={onClose}
    >
      {(refusals) => (
        <Fieldset legend="Applications">
          <ApplicationRows rows={rows} onChange={setRows} errorAt={(index) => refusalFor(refusals, `/applications/${index}`)} />
        </Fieldset>
      )}
    </ChangeForm>
  );
}

function Rows({ release }: { readonly release: Release }) {
  return (
    <ScrollX label="Applications of the release">
      <table className="il-table rel-wide">
        <thead>
          <tr>
            <th scope="col">Application</th>
            <th scope="col">Role</th>
            <th scope="col">Version</th>
            <th scope="col">GxP</th>
            <th scope="col">Result</th>
            <th scope="col">Note</th>
          </tr>
        </thead>
        <tbody>
          {release.applications.map((row) => (
            <tr key={row.application.id}>
              <th scope="row">
                <AppLink href={`/applications/${row.application.key}`}>{row.application.name}</AppLink>{' '}
                <span className="il-key">{row.application.key}</span>
              </th>
              <td>{roleWords[row.role]}</td>
              <td>{row.version ?? <span className="il-missing">Not set</span>}</td>
              <td>
                {row.gxp === 'unknown' ? (
                  <span className="il-missing">Unknown</span>
                ) : row.gxp === 'yes' ? (
                  <StatusBadge tone="grape">GxP</StatusBadge>
                ) : (
                  'No'
                )}
              </td>
              <td>
                <StatusBadge tone={resultWords[row.result].tone}>{resultWords[row.result].text}</StatusBadge>
              </td>
              <td>{row.resultNote}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollX>
  );
}

/** Which applications go along, in which role and version, and how each ended. */
export function ApplicationsTab({ release, version }: TabProps) {
  const [editing, setEditing] = useState(false);
  const live = release.asOf === null;
  return (
    <>
      <Card
        title="Applications"
        count={release.applications.length}
        actions={
          live ? (
            <BlockedButton size="compact-sm" variant="default" can={release.can.change} onClick={() => setEditing(true)}>
              Edit the applications
            </BlockedButton>
          ) : undefined
        }
      >
        {release.applications.length === 0 ? (
          <StatePanel
            state={{
              kind: 'empty',
              title: 'No application yet',
              text: 'Add those that change, and those that are only tested with it.',
            }}
          />
        ) : (
          <Rows release={release} />
        )}
        {live && (release.state === 'deploying' || release.state === 'deployed') ? (
          <Verbs release={release} version={version} />
        ) : null}
      </Card>
      {editing ? <Edit release={release} version={version} onClose={() => setEditing(false)} /> : null}
    </>
  );
}
