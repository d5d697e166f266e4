import { Alert } from '@mantine/core';
import { useState } from 'react';
import { TimeText } from '../../design/parts/TimeText.tsx';
import type { ReplyOf } from '../../foundation/contract.ts';
import type { whoAmI } from '../../rooms/identity/contract-session.ts';

type Used = NonNullable<ReplyOf<typeof whoAmI>['passwordLink']>;
const seenKey = 'interlock.password-link-seen';

/** Who issued the link with which the password was set, at the first sign-in after it and until its reader has seen it. */
export function PasswordLinkNotice({ link }: { readonly link: Used }) {
  const [seen, setSeen] = useState(() => globalThis.localStorage.getItem(seenKey));
  if (seen === link.usedAt) return null;
  const close = () => {
    globalThis.localStorage.setItem(seenKey, link.usedAt);
    setSeen(link.usedAt);
  };
  return (
    <Alert
      color="blue"
      mx="lg"
      mt="md"
      title="Your password was set with a one-time link"
      withCloseButton
      closeButtonLabel="I know of it"
      onClose={close}
    >
      <TimeText at={link.usedAt} />. The link was issued by {link.issuedBy ?? 'nobody who is known'}
      {link.issuedAt === null ? null : (
        <>
          {' '}
          (<TimeText at={link.issuedAt} />)
        </>
      )}
      {link.releasedBy === null ? ', alone' : ` and released by ${link.releasedBy}`}. If that was not you, change your password
      and tell security.
    </Alert>
  );
}
