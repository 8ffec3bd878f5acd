import type { useTenant } from './tenant.ts';

/** Id of the collected package that the examples of the schemas name. */
export const machineActionId = '5382f7ea-7557-4ab7-9782-d50480024a4e';

const machineId = '1e5bc9d7e413ddd7902c2932e418702b84d0cc07';
const sessionId = '0e1d7c62-93b5-4b0f-8a35-5b1c7e0c9d11';
const activeId = '7f3c1f0e-2b1d-4c58-9e43-0d8a51c0b6aa';
const command = { type: 'GetFile', params: [{ key: 'Path', value: 'C:\\Temp\\collected.zip' }] };

/** Puts everything into a tenant that the examples of the schemas name, so that each of them succeeds. */
export async function seedExamples({ seed }: ReturnType<typeof useTenant>): Promise<void> {
  await seed('machines', [{ id: machineId, computerDnsName: 'ws-901.contoso.example', lastIpAddress: '10.0.4.17' }]);
  await seed('machineActions', [
    {
      id: machineActionId,
      type: 'CollectInvestigationPackage',
      status: 'Succeeded',
      machineId,
      commands: [{ index: 0, errors: ['x'], command }],
    },
    {
      id: sessionId,
      type: 'LiveResponse',
      status: 'Succeeded',
      machineId,
      commands: [{ index: 0, commandStatus: 'Completed', command }],
    },
    { id: activeId, type: 'RunAntiVirusScan', status: 'InProgress', machineId },
  ]);
  await seed('investigations', [{ id: '63004', machineId, state: 'Benign' }]);
  await seed('DeviceEvents', [{ DeviceId: machineId, ReportId: 20776, Timestamp: '2026-11-22T02:41:07.5518243Z' }]);
  await seed('files', [{ sha1: '4388963aaa83afe2042a46a3c017ad50bdcdafb3', sha256: 'b'.repeat(64) }]);
  await seed('indicators', [{ id: '995', indicatorValue: 'example.example', indicatorType: 'DomainName' }]);
}
