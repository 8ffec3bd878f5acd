// Of MSAL this one class is used: named here, the bundler can leave out the others.
export { ConfidentialClientApplication } from '@azure/msal-node';
