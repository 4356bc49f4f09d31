/** Told to the cloud at enrolment; the version of this package. */
export const AGENT_VERSION = '0.1.0';
