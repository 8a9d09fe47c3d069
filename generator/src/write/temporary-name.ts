import { randomBytes } from 'node:crypto';

const TEMPORARY = /^\.tenantry-[0-9]+-[0-9a-f]{8}\.tmp$/;

/** A name for a file that is written beside its final place and then renamed. */
export const temporaryName = (): string => `.tenantry-${process.pid}-${randomBytes(4).toString('hex')}.tmp`;

export const isTemporary = (name: string): boolean => TEMPORARY.test(name);
