import { createServer } from 'node:http';
import { History } from './history';

async function main(): Promise<void> {
  const history = await History.open('/tmp/pages');
  await history.save('home', 'first words');
  await history.save('home', 'second words');
  createServer((_request, response) => {
    history.list().then(
      (lines) => response.end(lines.join('\n')),
      (error: Error) => {
        response.statusCode = 500;
        response.end(error.message);
      },
    );
  }).listen(3000);
}

void main();
