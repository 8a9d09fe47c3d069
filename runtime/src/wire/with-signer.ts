import type { Configuration } from './sdk.js';

/** A client's configuration with another signer. */
export function withSigner(configuration: Configuration, signer?: Configuration['signer']): Configuration {
  return Object.create(configuration, {
    signer: { value: signer, writable: true },
    // The SDK writes the offset of the client's clock, which belongs to the client.
    systemClockOffset: {
      get: () => configuration.systemClockOffset,
      set: (offset: number) => {
        configuration.systemClockOffset = offset;
      },
    },
  });
}
