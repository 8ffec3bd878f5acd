import type { IsolateMachineParams } from '../generated/types.ts';
import { textOf } from './text.ts';

/** The longest comment that is kept whole: contract section 3. */
export const longestComment = 1000;

/** The comment as it is sent: the correlation id makes it recognisable later. */
export const composeComment = ({
  comment,
  correlationId,
}: Pick<IsolateMachineParams, 'comment' | 'correlationId'>): string =>
  correlationId === undefined ? comment : `${comment} [${correlationId}]`;

/** Whether an action has a comment; white space is not held against it, since a service may tidy it. */
export const hasComment = ({ requestorComment }: { requestorComment?: string | null }, comment: string): boolean =>
  tidy(textOf(requestorComment)) === tidy(comment);

const tidy = (text: string): string => text.replace(/\s+/g, ' ').trim();
