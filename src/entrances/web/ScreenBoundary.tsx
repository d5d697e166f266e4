import { Component, type ReactNode } from 'react';
import { StatePanel } from '../../design/page/StatePanel.tsx';

type Props = { readonly path: string; readonly children: ReactNode };
type State = { readonly failed: Error | null };

/** A screen that breaks takes neither the navigation nor the session with it. */
export class ScreenBoundary extends Component<Props, State> {
  override state: State = { failed: null };

  static getDerivedStateFromError(failed: Error): State {
    return { failed };
  }

  override componentDidUpdate(before: Props): void {
    if (this.state.failed !== null && before.path !== this.props.path) this.setState({ failed: null });
  }

  override render(): ReactNode {
    const { failed } = this.state;
    if (failed === null) return this.props.children;
    return (
      <StatePanel
        state={{
          kind: 'error',
          text: `This page could not be shown (${failed.message}). What you did before is saved.`,
          onRetry: () => this.setState({ failed: null }),
        }}
      />
    );
  }
}
