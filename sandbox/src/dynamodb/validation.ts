import { Failure } from '../http/failure.js';

export const validation = (message: string, explanation?: string): Failure =>
  new Failure(400, 'ValidationException', message, explanation);
