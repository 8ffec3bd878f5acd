/** Device groups of the tenant and their ids, as `rbacGroupName` and `rbacGroupId` have them. */
const groups: ReadonlyMap<string, number> = new Map([
  ['Workstations', 140],
  ['Servers', 141],
  ['Macs and Linux', 142],
  ['UnassignedGroup', 0],
]);

/** Id of a device group; a name that is not in the tenant has that of the unassigned group. */
export const groupId = (name: string): number => groups.get(name) ?? 0;
