import express, { type Express, type Request, type Response } from 'express';
import { price } from './price';

export function createApp(): Express {
  const app = express();
  app.use(express.json());
  app.get('/health', (_request: Request, response: Response) => {
    response.json({ status: 'ok' });
  });
  app.get('/price/:grams', (request: Request, response: Response) => {
    response.json({ grams: Number(request.params.grams), cents: price(Number(request.params.grams)) });
  });
  app.post('/parcels', (request: Request, response: Response) => {
    response.status(201).json({ ...request.body, cents: price(Number(request.body.grams)) });
  });
  return app;
}
