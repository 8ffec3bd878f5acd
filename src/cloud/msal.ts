// Of MSAL these two classes are used: named here, the bundler can leave out the others.
export { ConfidentialClientApplication, ManagedIdentityApplication } from '@azure/msal-node';
