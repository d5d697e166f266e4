import { z } from 'zod';

/** Kept equal to the machine in `core/comment-machine.ts`, which is made of these. */
export const commentStates = ['written', 'withdrawn'] as const;
export type CommentState = (typeof commentStates)[number];

export const person = z.object({ id: z.uuid(), name: z.string() });

export const mostLetters = 5000;
export const mostMentions = 20;

/** What happened to a file that was attached. */
export const attachmentStates = ['attached', 'withdrawn'] as const;
export type AttachmentState = (typeof attachmentStates)[number];

/** 25 MB. */
export const mostFileBytes = 25_000_000;
