export { createTableInput } from '../entity/create-table-input.js';
export type { TableDefinition } from '../entity/table.js';
export { type Engine, type EngineOptions, startEngine } from './engine.js';
export { type RecordedCommand, type RecordingClient, recordingClient } from './recording-client.js';
export { type SeededEngine, startSeededEngine } from './seeded-engine.js';
