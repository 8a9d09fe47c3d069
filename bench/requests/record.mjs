/** The item of 20 attributes that every client writes, reads and finds, and the three attributes that an update sets. */
export const key = { tenantId: 'acme', assetId: '01JD0000000000000000000001' };

export const record = {
  ...key,
  title: 'Annual inspection of the left wing',
  status: 'active',
  email: 'jane.doe@example.com',
  city: 'Braunschweig',
  country: 'DE',
  phone: '+49 531 0000000',
  note: 'Spar caps were replaced; see the attached report of the workshop.',
  owner: 'usr_4711',
  count: 1001,
  price: 1499.95,
  rating: 4.5,
  stock: 12,
  active: true,
  verified: false,
  createdAt: '2026-06-01T09:30:00.000Z',
  updatedAt: '2026-06-02T10:15:30.250Z',
  labels: ['wing', 'inspection', 'annual'],
  address: { street: 'Hermann-Blenk-Str. 26', city: 'Braunschweig', postcode: '38108' },
};

export const patch = { title: 'Inspection', stock: 11, note: 'Done.' };

export const table = 'bench';
