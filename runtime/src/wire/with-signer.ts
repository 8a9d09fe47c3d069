import type { Configuration } from './sdk.js';

const bases = new WeakMap<Configuration, Configuration>();

/** A client's configuration with another signer. */
export function withSigner(configuration: Configuration, signer: Configuration['signer']): Configuration {
  let base = bases.get(configuration);
  if (base === undefined) {
    base = Object.create(configuration, {
      signer: { value: undefined, writable: true },
      // The SDK writes the offset of the client's clock, which belongs to the client.
      systemClockOffset: {
        get: () => configuration.systemClockOffset,
        set: (offset: number) => {
          configuration.systemClockOffset = offset;
        },
      },
    }) as Configuration;
    bases.set(configuration, base);
  }
  return Object.assign(Object.create(base), { signer });
}
