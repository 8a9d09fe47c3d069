/** `flight-club`, `flight_club` and `FlightClub` → `FlightClub`. */
export function pascalCase(name: string): string {
  return words(name)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

/** `FlightEvent` → `flightEvent`, `flight-event` → `flightEvent`, `HTTPRoute` → `httpRoute`, `VIP` → `vip`. */
export const camelCase = (name: string): string =>
  pascalCase(name).replace(/^[A-Z0-9]+(?=[A-Z][a-z]|$)|^[A-Z]/, (head) => head.toLowerCase());

/** `FlightEvent` → `flight-event`: the name of the entity's file. */
export function kebabCase(name: string): string {
  return words(name)
    .flatMap((word) => word.split(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/))
    .join('-')
    .toLowerCase();
}

/** `an Address`, `a Member`. */
export const withArticle = (name: string): string => `${/^[AEIOU]/.test(name) ? 'an' : 'a'} ${name}`;

const words = (name: string): string[] => name.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
