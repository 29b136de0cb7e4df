const { execFileSync } = require('node:child_process');
const { appendFileSync, readFileSync, writeFileSync } = require('node:fs');
const { createServer } = require('node:http');
const greet = require('greet');
const unit = require('unit');

const routes = {
  '/': () => greet(process.env.GREETING),
  '/unit': () => unit,
  '/letter': () => readFileSync('letters/reminder.txt', 'utf8'),
  '/later': () => require('lazy')(),
  '/tools': () => execFileSync('git', ['init', '--quiet', '/tmp/repository'], { encoding: 'utf8' }),
  '/visits': () => {
    appendFileSync('data/visits.txt', 'x');
    writeFileSync('notes/last.txt', 'x');
    return readFileSync('prices.csv', 'utf8');
  },
};

const server = createServer((request, response) => {
  try {
    const route = routes[request.url];
    response.statusCode = route ? 200 : 404;
    response.end(route ? route() : 'nothing here');
  } catch (error) {
    response.statusCode = 500;
    response.end(error.message);
  }
});

process.on('SIGTERM', () => process.exit(0));
server.listen(3000, () => process.stdout.write('the desk is open\n'));
