import { ServiceError } from '../../wire/errors.ts';
import type { Call, Route } from '../../wire/route.ts';
import type { MachineRecord } from '../machines/record.ts';
import { isOnboarded, requireOnboarded, requirePlatform } from '../machines/rules.ts';
import type { ActionRecord } from './record.ts';
import { type Body, commentShape, responseAction, start, startSupported } from './start.ts';
import { machineActionsOf } from './store.ts';

/** Response actions on one machine. */
export const responseRoutes: readonly Route[] = [
  responseAction('isolate', 'Isolate', { ...commentShape, optional: { IsolationType: 'string' } }, isolate),
  responseAction('unisolate', 'Unisolate', commentShape, release),
  /** https://learn.microsoft.com/defender-endpoint/api/run-av-scan */
  responseAction(
    'runAntiVirusScan',
    'RunAntiVirusScan',
    { required: { Comment: 'string', ScanType: 'string' } },
    (call, body, machine) => {
      const scope = oneOf('ScanType', body.ScanType, ['Quick', 'Full']);
      return startSupported(call, machine, 'RunAntiVirusScan', { scope });
    },
  ),
  /** https://learn.microsoft.com/defender-endpoint/api/stop-and-quarantine-file */
  responseAction(
    'StopAndQuarantineFile',
    'StopAndQuarantineFile',
    { required: { Comment: 'string', Sha1: 'string' } },
    (call, body, machine) => {
      const sha1 = String(body.Sha1);
      if (!/^[0-9a-f]{40}$/i.test(sha1)) throw new ServiceError('InvalidHashValue', `'${sha1}' is not a SHA-1.`);
      const relatedFileInfo = { fileIdentifier: sha1, fileIdentifierType: 'Sha1' };
      return startSupported(call, machine, 'StopAndQuarantineFile', { relatedFileInfo });
    },
  ),
  /** https://learn.microsoft.com/defender-endpoint/api/restrict-code-execution */
  responseAction('restrictCodeExecution', 'RestrictCodeExecution', commentShape, (call, _body, machine) =>
    startSupported(call, machine, 'RestrictCodeExecution'),
  ),
  /** https://learn.microsoft.com/defender-endpoint/api/unrestrict-code-execution */
  responseAction('unrestrictCodeExecution', 'UnrestrictCodeExecution', commentShape, (call, _body, machine) =>
    startSupported(call, machine, 'UnrestrictCodeExecution'),
  ),
];

/** `UnManagedDevice` contains a device without a sensor. https://learn.microsoft.com/defender-endpoint/api/isolate-machine */
function isolate(call: Call, body: Body, machine: MachineRecord): ActionRecord {
  const scope = oneOf('IsolationType', body.IsolationType ?? 'Full', ['Full', 'Selective', 'UnManagedDevice']);
  if (scope === 'Full') return startSupported(call, machine, 'Isolate', { scope });
  if (scope === 'Selective') {
    requireOnboarded(machine);
    requirePlatform(machine, 'IsolateSelective', /^Windows/i);
  } else if (isOnboarded(machine)) {
    throw new ServiceError('InvalidInput', 'IsolationType UnManagedDevice is for devices that are not onboarded.');
  }
  return start(call, machine, 'Isolate', { scope });
}

/** A device without a sensor can be released if it was contained. https://learn.microsoft.com/defender-endpoint/api/unisolate-machine */
function release(call: Call, _body: Body, machine: MachineRecord): ActionRecord {
  const isContained = machineActionsOf(call.tenant)
    .ofMachine(machine.id)
    .some((record) => record.fields.scope === 'UnManagedDevice');
  return isContained ? start(call, machine, 'Unisolate') : startSupported(call, machine, 'Unisolate');
}

function oneOf(name: string, value: unknown, allowed: string[]): string {
  if (typeof value === 'string' && allowed.includes(value)) return value;
  throw new ServiceError('InvalidInput', `${name} '${String(value)}' is not one of ${allowed.join(', ')}.`);
}
