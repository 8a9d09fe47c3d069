/** What every error of this package is. `code` never changes and equals the class name. */
export abstract class TenantryError extends Error {
  abstract readonly code: string;

  override get name(): string {
    return this.code;
  }
}
