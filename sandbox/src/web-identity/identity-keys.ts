import {
  createLocalJWKSet,
  exportJWK,
  type GenerateKeyPairResult,
  generateKeyPair,
  type JSONWebKeySet,
  type JWTPayload,
  jwtVerify,
  SignJWT,
} from 'jose';

/** The keys that sign and verify the tokens of identity providers. */
export interface IdentityKeys {
  /** The claims of a token whose signature holds. Rejects with the error of `jose`. */
  verify(token: string, now: Date): Promise<JWTPayload>;
  /** Signs a token as the provider would; only without keys of the user's own. */
  sign(claims: JWTPayload): Promise<string>;
}

/** The algorithms that IAM accepts (IAM User Guide, "Create an OpenID Connect identity provider"). */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512'];

/** The given public keys, or a pair of this sandbox's own that is made when it is first needed. */
export function identityKeys(given: JSONWebKeySet | undefined): IdentityKeys {
  let made: Promise<OwnKeys> | undefined;
  const own = (): Promise<OwnKeys> => {
    made ??= makeKeys();
    return made;
  };
  return {
    async verify(token, now) {
      const keys = createLocalJWKSet(given ?? { keys: [(await own()).publicKey] });
      const options = { algorithms: ALGORITHMS, currentDate: now, requiredClaims: ['iss', 'sub', 'iat', 'exp'] };
      return (await jwtVerify(token, keys, options)).payload;
    },
    async sign(claims) {
      if (given !== undefined) {
        throw new Error('This sandbox verifies web identities with keys of yours: sign the token with them.');
      }
      const { privateKey } = await own();
      return new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid: OWN_KEY, typ: 'JWT' }).sign(privateKey);
    },
  };
}

interface OwnKeys {
  readonly privateKey: GenerateKeyPairResult['privateKey'];
  readonly publicKey: JSONWebKeySet['keys'][number];
}

const OWN_KEY = 'sandbox';

async function makeKeys(): Promise<OwnKeys> {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  return { privateKey, publicKey: { ...(await exportJWK(publicKey)), kid: OWN_KEY, alg: 'ES256', use: 'sig' } };
}
