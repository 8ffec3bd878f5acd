/** Either is enough to read machines, machine actions and packages. */
export const readMachines = ['Machine.Read.All', 'Machine.ReadWrite.All'];

/** Either is enough to read alerts and investigations. */
export const readAlerts = ['Alert.Read.All', 'Alert.ReadWrite.All'];
