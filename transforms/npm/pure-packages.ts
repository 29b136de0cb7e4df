/**
 * Direct dependencies that bring no native code with them, in themselves and in what they depend on. Used only where no lock
 * file tells the whole tree.
 */
const pure = new Set(
  (
    'express cors body-parser dotenv axios jsonwebtoken lodash morgan helmet uuid pg mysql mysql2 redis ioredis ws koa koa-router @koa/router ' +
    'koa-bodyparser fastify ejs pug hbs handlebars express-handlebars winston moment moment-timezone joi yup passport passport-local passport-jwt ' +
    'passport-google-oauth20 multer cookie-parser cookie-session express-session compression nodemailer react react-dom react-router-dom ' +
    'mongoose mongodb sequelize knex typeorm socket.io socket.io-client async bluebird chalk commander debug dayjs date-fns express-validator validator ' +
    'http-errors http-proxy-middleware node-fetch got request request-promise superagent serve-favicon method-override connect-flash connect-mongo ' +
    'bcryptjs class-validator class-transformer reflect-metadata rxjs tslib @nestjs/common @nestjs/core @nestjs/platform-express @nestjs/config ' +
    '@nestjs/swagger swagger-ui-express swagger-jsdoc zod ajv graphql apollo-server apollo-server-express @apollo/server graphql-tag type-graphql ' +
    'underscore ramda nanoid shortid yargs minimist qs querystring mime mime-types path-to-regexp rate-limiter-flexible express-rate-limit ' +
    'express-async-errors module-alias cross-env serve-static serve http-server cheerio marked markdown-it xml2js csv-parse csv-parser ' +
    'amqplib kafkajs mqtt stripe twilio @sendgrid/mail aws-sdk @aws-sdk/client-s3 openai telegraf discord.js node-cron cron agenda bull bullmq ' +
    'prom-client pino pino-http pino-pretty log4js bunyan consola vue vuex vue-router svelte jquery bootstrap immer redux react-redux ' +
    'restify hapi @hapi/hapi @hapi/joi @hapi/inert @hapi/vision finalhandler connect serve-index errorhandler response-time vhost swig nunjucks mustache dustjs-linkedin jade stylus ' +
    'request-promise-native needle ky crypto-js jsonschema ip geoip-lite ua-parser-js faker @faker-js/faker lowdb nedb lru-cache node-cache cacheable redis-mock ' +
    'express-fileupload formidable busboy csurf hpp xss-clean express-mongo-sanitize express-winston express-basic-auth passport-github2 passport-facebook ' +
    'telegram-node-bot node-telegram-bot-api @slack/web-api @slack/bolt slackify-html feedparser rss-parser turndown slugify sanitize-html showdown ' +
    'typescript @types/node @types/express config convict nconf env-var envalid inversify sequelize-typescript tsconfig-paths'
  ).split(/\s+/),
);

/** True for packages known to be plain JavaScript down to their last dependency. */
export function isPureByName(name: string): boolean {
  return pure.has(name) || name.startsWith('@types/');
}
