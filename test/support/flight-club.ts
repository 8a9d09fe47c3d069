import { beforeAll } from 'vitest';
import { appTable, createFlightClub, type FlightClub } from '../../generated-example/client/index.js';
import { useTable } from './table.js';

/** The tour's client on a table of its own. */
export function useFlightClub(): { readonly table: ReturnType<typeof useTable>; readonly club: FlightClub } {
  const table = useTable(appTable);
  const made: { club?: FlightClub } = {};
  beforeAll(() => {
    made.club = createFlightClub({ client: table.client, tables: { app: table.name } });
  });
  return {
    table,
    get club() {
      if (made.club === undefined) throw new Error('The client is not made yet: use it inside of a test.');
      return made.club;
    },
  };
}
