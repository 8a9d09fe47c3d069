import type { Account } from './account/account.js';
import type { Keyring } from './credentials/keyring.js';
import type { Catalog } from './dynamodb/catalog.js';
import type { EngineClient } from './engine/engine-client.js';
import type { EngineKind } from './engine/engine-kind.js';
import type { TableNames } from './engine/table-names.js';
import type { SigningKeys } from './signature/signing-key.js';
import type { IdentityKeys } from './web-identity/identity-keys.js';

/** All that the services look at. A schema that is read again makes a new one; keys and engine stay. */
export interface World {
  readonly account: Account;
  readonly catalog: Catalog;
  readonly keyring: Keyring;
  readonly signingKeys: SigningKeys;
  readonly identityKeys: IdentityKeys;
  /** The role that the identity pool gives to signed-in users. */
  readonly identityPoolRole: string | undefined;
  readonly engine: Pick<EngineClient, 'send'>;
  readonly engineKind: EngineKind;
  readonly tableNames: TableNames;
}
