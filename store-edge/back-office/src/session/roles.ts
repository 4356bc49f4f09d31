import { session } from './session.ts';

export const isManager = (): boolean => session.get()?.staff.roles.includes('manager') ?? false;
