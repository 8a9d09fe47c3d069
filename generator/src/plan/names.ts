/** `flight-club`, `flight_club` and `FlightClub` → `FlightClub`. */
export function pascalCase(name: string): string {
  return words(name)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

/** `FlightEvent` → `flightEvent`, `flight-event` → `flightEvent`; a name in capitals only (`VIP`) is lowered whole. */
export function camelCase(name: string): string {
  const pascal = pascalCase(name);
  if (/^[A-Z0-9]+$/.test(pascal)) return pascal.toLowerCase();
  return pascal.charAt(0).toLowerCase() + pascal.slice(1);
}

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
