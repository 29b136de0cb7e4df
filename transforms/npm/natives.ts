/** What a package of the production tree needs of the operating system when it runs. */
export interface NativeNeed {
  readonly apt: readonly string[];
  readonly apk: readonly string[];
  /** True: the list is long and moves with the version, so the base image stays as it is. */
  readonly sameBase: boolean;
  readonly because: string;
}

const nothing: NativeNeed = { apt: [], apk: [], sameBase: false, because: 'needs no more than node itself' };

/** Prebuilt, or compiled against nothing but libstdc++, which node needs as well; or no native code at all. */
const plain = new Set(
  (
    'bcrypt argon2 @node-rs/argon2 @node-rs/bcrypt sqlite3 better-sqlite3 bufferutil utf-8-validate cpu-features farmhash farmhash-modern ' +
    'zeromq re2 snappy isolated-vm node-pty libxmljs libxmljs2 couchbase grpc @grpc/grpc-js ' +
    '@swc/core esbuild rollup lightningcss @parcel/watcher @tailwindcss/oxide turbo fsevents msgpackr-extract lmdb ssh2 ' +
    'dtrace-provider leveldown classic-level rocksdb sodium-native deasync iconv heapdump v8-profiler v8-profiler-next ' +
    'secp256k1 keccak scrypt sleep microtime segfault-handler unix-dgram gc-stats hiredis ref-napi ffi-napi i2c-bus ' +
    'core-js core-js-pure es5-ext protobufjs @nestjs/core styled-components nodemon ejs @scarf/scarf msw vue-demi nx ' +
    'unrs-resolver highlight.js aws-sdk postinstall-postinstall preact @apollo/rover level levelup bigint-buffer ' +
    'node-expat time xxhash xxhash-addon murmurhash-native integer blake3 @serialport/bindings-cpp @serialport/bindings serialport ' +
    '@newrelic/native-metrics newrelic @datadog/native-metrics @datadog/native-appsec @datadog/pprof @datadog/native-iast-taint-tracking @datadog/native-iast-rewriter dd-trace ' +
    'node-sass less wrtc node-webrtc @discordjs/opus node-opus opusscript @sentry/profiling-node @sentry/cli @vercel/speed-insights ' +
    'tree-sitter web-push uws uWebSockets.js nan node-addon-api node-gyp node-gyp-build node-pre-gyp @mapbox/node-pre-gyp prebuild-install bindings ' +
    'husky simple-git-hooks lefthook opencollective-postinstall opencollective nuxt spawn-sync babel-runtime gatsby gatsby-telemetry strapi jss ' +
    'typeorm elastic-apm-node @elastic/elasticsearch uglifyjs-webpack-plugin webpack-cli parcel-bundler truffle-plugin tesseract.js puppeteer-core ' +
    '@tensorflow/tfjs-node onnxruntime-node @prisma/client @prisma/engines prisma ngrok electron-to-chromium @fortawesome/fontawesome-common-types ' +
    '@fortawesome/fontawesome-svg-core @fortawesome/free-solid-svg-icons web3 web3-bzz web3-shh ursa-optional keytar-sync es-abstract @bufbuild/buf iltorb lz4 zstd-napi node-zopfli @firebase/util @parcel/watcher ' +
    '@ffmpeg-installer/ffmpeg @ffprobe-installer/ffprobe ffmpeg-static ffprobe-static @openapitools/openapi-generator-cli inferno @compodoc/compodoc ' +
    '@apollo/protobufjs tiny-secp256k1 modern-syslog bson-ext ursa ed25519 blake2 raw-socket mongodb-client-encryption @mongodb-js/zstd ' +
    'sharp bun wd @google-cloud/profiler pprof @napi-rs/snappy @carbon/telemetry @carbon/icons'
  ).split(/\s+/),
);

const chrome: NativeNeed = {
  apt: [],
  apk: [],
  sameBase: true,
  because: 'Chrome needs some forty libraries and fonts',
};

const table: Readonly<Record<string, NativeNeed>> = {
  canvas: {
    apt: ['libcairo2', 'libpango-1.0-0', 'libpangocairo-1.0-0', 'libgif7', 'librsvg2-2', 'fontconfig'],
    apk: ['cairo', 'pango', 'libjpeg-turbo', 'giflib', 'librsvg', 'pixman', 'fontconfig'],
    sameBase: true,
    because: 'it draws with Cairo and Pango, fonts included',
  },
  'pg-native': {
    apt: ['libpq5'],
    apk: ['libpq'],
    sameBase: false,
    because: 'it loads the PostgreSQL client library',
  },
  libpq: {
    apt: ['libpq5'],
    apk: ['libpq'],
    sameBase: false,
    because: 'it loads the PostgreSQL client library',
  },
  'node-rdkafka': {
    apt: [],
    apk: [],
    sameBase: true,
    because: 'it links to SASL, OpenSSL, zlib, zstd and lz4',
  },
  odbc: {
    apt: [],
    apk: [],
    sameBase: true,
    because: 'it loads unixODBC, whose package has another name in every release',
  },
  ibm_db: { apt: [], apk: [], sameBase: true, because: 'it loads the Db2 driver' },
  oracledb: { apt: [], apk: [], sameBase: true, because: 'its thick mode loads Instant Client and libaio' },
  kerberos: {
    apt: ['libgssapi-krb5-2'],
    apk: ['krb5-libs'],
    sameBase: false,
    because: 'it loads the Kerberos library',
  },
  nodegit: {
    apt: ['libgssapi-krb5-2'],
    apk: ['krb5-libs'],
    sameBase: true,
    because: 'it loads Kerberos and OpenSSL',
  },
  usb: { apt: ['libudev1'], apk: ['eudev-libs'], sameBase: false, because: 'it loads udev' },
  'node-hid': {
    apt: ['libudev1', 'libusb-1.0-0'],
    apk: ['eudev-libs', 'libusb'],
    sameBase: false,
    because: 'it loads udev and libusb',
  },
  pcap: { apt: ['libpcap0.8'], apk: ['libpcap'], sameBase: true, because: 'it loads libpcap' },
  keytar: { apt: ['libsecret-1-0'], apk: ['libsecret'], sameBase: false, because: 'it loads libsecret' },
  'node-libcurl': { apt: [], apk: [], sameBase: true, because: 'it loads libcurl' },
  gl: { apt: [], apk: [], sameBase: true, because: 'it loads OpenGL' },
  imagemagick: { apt: [], apk: [], sameBase: true, because: 'it calls ImageMagick' },
  'imagemagick-native': { apt: [], apk: [], sameBase: true, because: 'it loads ImageMagick' },
  'node-poppler': { apt: [], apk: [], sameBase: true, because: 'it calls Poppler' },
  'exiftool-vendored': {
    apt: ['perl'],
    apk: ['perl'],
    sameBase: false,
    because: 'ExifTool needs the whole of Perl',
  },
  'exiftool-vendored.pl': {
    apt: ['perl'],
    apk: ['perl'],
    sameBase: false,
    because: 'ExifTool needs the whole of Perl',
  },
  'dist-exiftool': {
    apt: ['perl'],
    apk: ['perl'],
    sameBase: false,
    because: 'ExifTool needs the whole of Perl',
  },
  puppeteer: chrome,
  playwright: chrome,
  'playwright-chromium': chrome,
  'chrome-aws-lambda': chrome,
  '@sparticuz/chromium': chrome,
  cypress: chrome,
  electron: chrome,
  nightmare: chrome,
  'phantomjs-prebuilt': {
    apt: ['fontconfig'],
    apk: ['fontconfig'],
    sameBase: true,
    because: 'PhantomJS loads fontconfig',
  },
  phantomjs: {
    apt: ['fontconfig'],
    apk: ['fontconfig'],
    sameBase: true,
    because: 'PhantomJS loads fontconfig',
  },
  'wkhtmltopdf-installer': {
    apt: [],
    apk: [],
    sameBase: true,
    because: 'wkhtmltopdf loads X and font libraries',
  },
  opencv4nodejs: { apt: [], apk: [], sameBase: true, because: 'it loads OpenCV' },
  '@u4/opencv4nodejs': { apt: [], apk: [], sameBase: true, because: 'it loads OpenCV' },
};

/** OpenSSL and certificates: Prisma's engines load libssl, and Node's slim images have neither. */
export const prismaNeed: NativeNeed = {
  apt: ['openssl', 'ca-certificates'],
  apk: ['openssl', 'ca-certificates'],
  sameBase: false,
  because: "Prisma's engine loads OpenSSL and reads certificates",
};

/** Packages that help another one compile or fetch native code: what depends on them is native. */
const helpers = new Set([
  'node-gyp',
  'node-gyp-build',
  'node-pre-gyp',
  '@mapbox/node-pre-gyp',
  'prebuild-install',
  'prebuild',
  'bindings',
  'nan',
  'node-addon-api',
  'node-gyp-build-optional-packages',
  'cmake-js',
  'napi-macros',
  'pkg-prebuilds',
]);

/** Packages that use the helpers as libraries: package managers, bundlers' file tracers. */
const buildTools =
  /^(?:@npmcli\/|@vercel\/nft$|@electron\/|npm$|pacote$|libnpm|lerna$|@lerna\/|prebuildify|@mapbox\/)/;

/** What a package needs, `unknown` when it is native or runs an install script and no table knows it, null when it is plain JavaScript. */
export function nativeNeed(
  name: string,
  version: string | null,
  installs: boolean | null,
  dependencies: readonly string[],
): NativeNeed | 'unknown' | null {
  if (Object.hasOwn(table, name)) return table[name] ?? null;
  if (name === 'sharp') {
    const [major = 0, minor = 0] = (version ?? '').split('.').map(Number);
    // Before 0.33 an install script fetched libvips, or compiled against the one of the system.
    return version === null || major > 0 || minor >= 15 ? nothing : 'unknown';
  }
  if (plain.has(name) || helpers.has(name)) return nothing;
  if (
    /^@(?:esbuild|swc|img|next|rollup|parcel|node-rs|napi-rs|tailwindcss|lmdb|msgpackr-extract|turbo|nx|biomejs|unrs|oxc-[\w-]+|types|babel|angular|nestjs|storybook|sentry)\//.test(
      name,
    )
  )
    return nothing;
  if (installs !== null) return installs ? 'unknown' : null;
  // yarn and some pnpm lock files do not say who runs an install script: who depends on such a helper does.
  if (dependencies.some((each) => helpers.has(each)) && !buildTools.test(name)) return 'unknown';
  return null;
}

/** Frameworks that load packages whose names stand in configuration, so that imports alone do not tell what is needed. */
export const namedPluginFrameworks: readonly string[] = [
  '@strapi/strapi', 'strapi', 'directus', 'payload', 'ghost', 'sails', '@feathersjs/feathers', '@keystonejs/keystone', '@keystone-6/core',
  '@redwoodjs/core', '@redwoodjs/api', 'meteor-node-stubs', '@loopback/cli', 'loopback', '@medusajs/medusa', 'gatsby', 'nuxt', 'n8n', 'hubot',
  'node-red', 'botpress', 'probot', '@backstage/backend-common', 'require-all', 'require-dir', 'include-all', 'express-load', 'consign',
]; // prettier-ignore
