import type { ReactNode } from 'react';
import { useEffect } from 'react';
import { Mark } from '../../design/shell/Mark.tsx';
import './session.css';

export type DoorPageProps = { readonly title: string; readonly text?: ReactNode; readonly children: ReactNode };

/** The page before the door: sign-in, first administrator, one-time links. */
export function DoorPage({ title, text, children }: DoorPageProps) {
  useEffect(() => {
    document.title = `${title} · Interlock`;
  }, [title]);
  return (
    <main className="il-door">
      <div className="il-door-card">
        <p className="il-door-brand">
          <Mark size={30} />
          <span>Interlock</span>
        </p>
        <h1>{title}</h1>
        {text === undefined ? null : <p className="il-session-text">{text}</p>}
        {children}
      </div>
    </main>
  );
}
