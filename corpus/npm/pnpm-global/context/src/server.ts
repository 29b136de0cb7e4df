import { nanoid } from 'nanoid';
import polka from 'polka';

const rows = 12;

polka()
  .get('/seats/:row', (request, response) => {
    const row = Number(request.params['row']);
    response.statusCode = row > 0 && row <= rows ? 200 : 404;
    response.end(JSON.stringify(['A', 'B', 'C'].map((letter) => `${row}${letter}`)));
  })
  .get('/booking', (_request, response) => {
    response.end(`booking code of ${nanoid().length} letters`);
  })
  .listen(3000, () => console.log('seat map on 3000'));
