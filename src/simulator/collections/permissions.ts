/** Permissions of Microsoft Graph: of those granted, these go into its tokens, and all others into Defender's. */
export const GRAPH_ROLES: readonly string[] = ['ThreatHunting.Read.All'];

/** Application permissions that the simulated app is granted until the control path says otherwise: every one a route asks for. */
export const DEFAULT_ROLES = [
  'AdvancedQuery.Read.All',
  'Alert.Read.All',
  'Alert.ReadWrite.All',
  'File.Read.All',
  'Ip.Read.All',
  'Machine.CollectForensics',
  'Machine.Isolate',
  'Machine.LiveResponse',
  'Machine.Read.All',
  'Machine.ReadWrite.All',
  'Machine.RestrictExecution',
  'Machine.Scan',
  'Machine.StopAndQuarantine',
  'ThreatHunting.Read.All',
  'RemediationTasks.Read.All',
  'Ti.ReadWrite',
  'Ti.ReadWrite.All',
  'URL.Read.All',
] as const;

/** Either is enough to read machines, machine actions and packages. */
export const READ_MACHINES = ['Machine.Read.All', 'Machine.ReadWrite.All'];

/** Either is enough to read investigations. */
export const READ_ALERTS = ['Alert.Read.All', 'Alert.ReadWrite.All'];
