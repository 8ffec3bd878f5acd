import type { MachineAction } from '../../generated/types.ts';
import type { WriteCall } from '../../http/call.ts';
import { sameText, textOf } from '../../values/text.ts';
import type { Target } from '../context.ts';

/** Compares a machine action that exists already with the requested one. */
interface ActionScope {
  /** Compares isolation type, scan type, file or commands; undefined if the action does not give it. */
  isSame: (action: MachineAction) => boolean | undefined;
  /** Whether an action that never gives it counts as the one requested. */
  isFull?: boolean;
}

/** A machine action to start: its endpoint below the machine, its type in results, and its body but the comment. */
export interface MachineActionRequest {
  verb: string;
  type: string;
  body?: Record<string, unknown>;
  /** Left out if every action of the type does the same. */
  scope?: ActionScope;
}

/** Builds the call that starts a machine action. */
export const callOf = ({ id }: Target, { verb, body }: MachineActionRequest, comment: string): WriteCall => ({
  method: 'POST',
  path: `/api/machines/{id}/${verb}`,
  values: { id },
  body: { Comment: comment, ...body },
  followUp: 'list-machine-actions',
});

const hasScope = (wanted: string): ActionScope => ({
  isSame: ({ scope }) => (textOf(scope) === '' ? undefined : sameText(scope, wanted)),
  isFull: wanted === 'Full',
});

/** https://learn.microsoft.com/defender-endpoint/api/isolate-machine */
export const isolate = (IsolationType: string): MachineActionRequest => ({
  verb: 'isolate',
  type: 'Isolate',
  body: { IsolationType },
  scope: hasScope(IsolationType),
});

/** https://learn.microsoft.com/defender-endpoint/api/unisolate-machine */
export const unisolate: MachineActionRequest = { verb: 'unisolate', type: 'Unisolate' };

/** https://learn.microsoft.com/defender-endpoint/api/run-av-scan */
export const runAntiVirusScan = (ScanType: string): MachineActionRequest => ({
  verb: 'runAntiVirusScan',
  type: 'RunAntiVirusScan',
  body: { ScanType },
  scope: hasScope(ScanType),
});

/** https://learn.microsoft.com/defender-endpoint/api/stop-and-quarantine-file */
export const stopAndQuarantineFile = (Sha1: string): MachineActionRequest => ({
  verb: 'StopAndQuarantineFile',
  type: 'StopAndQuarantineFile',
  body: { Sha1 },
  scope: {
    isSame: ({ relatedFileInfo }) =>
      textOf(relatedFileInfo?.fileIdentifier) === '' ? undefined : sameText(relatedFileInfo?.fileIdentifier, Sha1),
  },
});

/** https://learn.microsoft.com/defender-endpoint/api/restrict-code-execution */
export const restrictCodeExecution: MachineActionRequest = {
  verb: 'restrictCodeExecution',
  type: 'RestrictCodeExecution',
};

/** https://learn.microsoft.com/defender-endpoint/api/unrestrict-code-execution */
export const unrestrictCodeExecution: MachineActionRequest = {
  verb: 'unrestrictCodeExecution',
  type: 'UnrestrictCodeExecution',
};

/** https://learn.microsoft.com/defender-endpoint/api/collect-investigation-package */
export const collectInvestigationPackage: MachineActionRequest = {
  verb: 'collectInvestigationPackage',
  type: 'CollectInvestigationPackage',
};
