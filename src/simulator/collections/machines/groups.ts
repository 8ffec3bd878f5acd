/** Device groups of the tenant and their ids, as `rbacGroupName` and `rbacGroupId` carry them. */
export const DEVICE_GROUPS: ReadonlyMap<string, number> = new Map([
  ['Workstations', 140],
  ['Servers', 141],
  ['Macs and Linux', 142],
  ['UnassignedGroup', 0],
]);
