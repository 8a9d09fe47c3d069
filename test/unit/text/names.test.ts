import { describe, expect, it } from 'vitest';
import { camelCase, kebabCase, pascalCase } from '../../../generator/src/text/names.js';

describe('names', () => {
  it.each([
    ['flight-club', 'FlightClub', 'flightClub', 'flight-club'],
    ['FlightEvent', 'FlightEvent', 'flightEvent', 'flight-event'],
    ['member', 'Member', 'member', 'member'],
    ['VIP', 'VIP', 'vip', 'vip'],
    ['HTTPRoute', 'HTTPRoute', 'httpRoute', 'http-route'],
  ])('%s', (name, pascal, camel, kebab) => {
    expect([pascalCase(name), camelCase(name), kebabCase(name)]).toEqual([pascal, camel, kebab]);
  });
});
