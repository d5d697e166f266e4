import { Button } from '@mantine/core';

export type More = { readonly has: boolean; readonly busy: boolean; readonly onMore: () => void };

/** Below a list that begins with the newest: the next page, where there is one. */
export const OlderOnes = ({ more }: { readonly more: More | undefined }) =>
  more?.has === true ? (
    <Button variant="default" mt="sm" loading={more.busy} onClick={more.onMore}>
      Older ones
    </Button>
  ) : null;
