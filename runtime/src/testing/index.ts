export { type Engine, startEngine } from './engine.js';
