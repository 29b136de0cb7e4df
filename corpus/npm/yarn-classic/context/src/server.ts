import Koa from 'koa';
import { quotes } from './quotes';

const app = new Koa();

app.use(async (context) => {
  const match = /^\/quotes\/(\d+)$/.exec(context.path);
  if (!match) {
    context.body = { count: quotes.length };
    return;
  }
  const quote = quotes[Number(match[1])];
  if (quote === undefined) context.throw(404, 'no such quote');
  context.body = { quote };
});

app.listen(4000, () => console.log('listening on 4000'));
