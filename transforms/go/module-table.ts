import { belongsTo } from './source/calls.js';

/** What a module with C code needs at run time. */
export interface CgoModule {
  readonly module: string;
  /** Debian packages; `null` for the list means that they cannot be named (keep the base). */
  readonly apt: readonly string[] | null;
  readonly apk: readonly string[] | null;
  /** Set when it opens libraries by name at run time: no list of linked libraries shows them. */
  readonly opens: boolean;
  /** True when it also builds without cgo, into a stub that fails on first use. */
  readonly stub?: boolean;
}

const NONE: readonly string[] = [];

function linked(module: string, apt: readonly string[] | null, apk: readonly string[] | null): CgoModule {
  return { module, apt, apk, opens: false };
}

function opening(module: string): CgoModule {
  return { module, apt: null, apk: null, opens: true };
}

/** Modules with C code. Debian names are those that did not change between releases; else null. */
export const CGO_MODULES: readonly CgoModule[] = [
  { module: 'github.com/mattn/go-sqlite3', apt: NONE, apk: NONE, opens: false, stub: true },
  { module: 'gorm.io/driver/sqlite', apt: NONE, apk: NONE, opens: false, stub: true },
  linked('crawshaw.io/sqlite', NONE, NONE),
  linked('zombiezen.com/go/sqlite/cgo', NONE, NONE),
  linked('github.com/mutecomm/go-sqlcipher', NONE, NONE),
  {
    module: 'github.com/confluentinc/confluent-kafka-go',
    apt: ['librdkafka1'],
    apk: ['librdkafka'],
    opens: false,
    stub: true,
  },
  linked('github.com/h2non/bimg', null, ['vips']),
  linked('github.com/davidbyttow/govips', null, ['vips']),
  linked('gopkg.in/gographics/imagick.v2', null, ['imagemagick']),
  linked('gopkg.in/gographics/imagick.v3', null, ['imagemagick']),
  linked('github.com/google/gopacket/pcap', null, ['libpcap']),
  linked('github.com/libgit2/git2go', null, ['libgit2']),
  linked('github.com/pebbe/zmq4', ['libzmq5'], ['zeromq']),
  linked('github.com/linxGnu/grocksdb', null, null),
  linked('github.com/tecbot/gorocksdb', null, null),
  linked('github.com/jmhodges/levigo', ['libleveldb1d'], ['leveldb']),
  linked('github.com/DataDog/zstd', NONE, NONE),
  linked('github.com/valyala/gozstd', NONE, NONE),
  linked('github.com/marcboeker/go-duckdb', ['libstdc++6', 'libgcc-s1'], ['libstdc++', 'libgcc']),
  linked('github.com/bytecodealliance/wasmtime-go', ['libgcc-s1'], ['libgcc']),
  linked('github.com/wasmerio/wasmer-go', ['libgcc-s1'], ['libgcc']),
  linked('github.com/smacker/go-tree-sitter', ['libstdc++6', 'libgcc-s1'], ['libstdc++', 'libgcc']),
  linked('github.com/yanyiwu/gojieba', ['libstdc++6', 'libgcc-s1'], ['libstdc++', 'libgcc']),
  linked('github.com/otiai10/gosseract', null, null),
  linked('gocv.io/x/gocv', null, null),
  linked('github.com/google/gousb', ['libusb-1.0-0'], ['libusb']),
  linked('github.com/gordonklaus/portaudio', ['libportaudio2'], ['portaudio']),
  linked('github.com/hajimehoshi/oto', null, ['alsa-lib']),
  linked('github.com/veandco/go-sdl2', null, null),
  linked('github.com/go-gl', null, null),
  opening('github.com/miekg/pkcs11'),
  opening('github.com/ThalesIgnite/crypto11'),
  opening('github.com/godror/godror'),
  opening('github.com/mattn/go-oci8'),
  opening('github.com/yalue/onnxruntime_go'),
  opening('github.com/coreos/go-systemd/sdjournal'),
  opening('github.com/coreos/go-systemd/v22/sdjournal'),
  opening('github.com/alexbrainman/odbc'),
  opening('github.com/ibmdb/go_ibm_db'),
  opening('github.com/ebitengine/purego'),
];

/** Modules read for this table: no C code, start no programs, and open only the files that the program names to them. */
const PLAIN_MODULES = (
  'golang.org/x google.golang.org/grpc google.golang.org/protobuf google.golang.org/genproto github.com/golang/protobuf github.com/gin-gonic/gin github.com/gin-contrib ' +
  'github.com/labstack github.com/gofiber/fiber github.com/gofiber/utils github.com/go-chi github.com/gorilla github.com/julienschmidt/httprouter github.com/valyala/fasthttp ' +
  'github.com/valyala/bytebufferpool github.com/valyala/fasttemplate github.com/valyala/tcplisten gorm.io/gorm gorm.io/driver/postgres gorm.io/driver/mysql github.com/lib/pq github.com/jackc github.com/go-sql-driver/mysql ' +
  'github.com/jmoiron/sqlx github.com/jinzhu github.com/redis/go-redis github.com/go-redis/redis github.com/gomodule/redigo github.com/spf13 github.com/sirupsen/logrus ' +
  'go.uber.org github.com/rs github.com/google/uuid github.com/google/go-cmp github.com/google/wire github.com/satori/go.uuid github.com/gofrs/uuid github.com/golang-jwt github.com/dgrijalva/jwt-go ' +
  'github.com/stretchr github.com/davecgh/go-spew github.com/pmezard/go-difflib gopkg.in/yaml.v2 gopkg.in/yaml.v3 gopkg.in/check.v1 sigs.k8s.io/yaml github.com/ghodss/yaml github.com/BurntSushi/toml github.com/pelletier/go-toml ' +
  'github.com/joho/godotenv github.com/kelseyhightower/envconfig github.com/caarlos0/env github.com/prometheus/client_golang github.com/prometheus/client_model github.com/prometheus/common ' +
  'github.com/prometheus/procfs github.com/beorn7/perks github.com/cespare/xxhash github.com/matttproud/golang_protobuf_extensions github.com/go-playground github.com/leodido/go-urn github.com/goccy/go-json ' +
  'github.com/bytedance/sonic github.com/chenzhuoyu github.com/cloudwego/base64x github.com/cloudwego/iasm github.com/twitchyliquid64/golang-asm github.com/ugorji/go github.com/json-iterator/go github.com/modern-go ' +
  'github.com/mattn/go-isatty github.com/mattn/go-colorable github.com/mattn/go-runewidth github.com/gabriel-vasile/mimetype github.com/klauspost/compress github.com/klauspost/cpuid ' +
  'github.com/andybalholm/brotli github.com/pkg/errors github.com/hashicorp/hcl github.com/hashicorp/golang-lru github.com/hashicorp/errwrap github.com/hashicorp/go-multierror github.com/magiconair/properties github.com/mitchellh/mapstructure ' +
  'github.com/subosito/gotenv github.com/fsnotify/fsnotify gopkg.in/ini.v1 github.com/sagikazarmark github.com/urfave/cli github.com/alecthomas github.com/fatih/color github.com/fatih/structs github.com/russross/blackfriday ' +
  'github.com/cpuguy83/go-md2man github.com/robfig/cron github.com/segmentio/kafka-go github.com/streadway/amqp github.com/rabbitmq/amqp091-go github.com/nats-io github.com/eclipse/paho.mqtt.golang ' +
  'go.mongodb.org/mongo-driver github.com/golang/snappy github.com/xdg-go github.com/youmark/pkcs8 github.com/montanaflynn/stats github.com/PuerkitoBio github.com/andybalholm/cascadia github.com/gocolly/colly ' +
  'github.com/aws github.com/stripe/stripe-go github.com/go-telegram-bot-api github.com/slack-go/slack github.com/bwmarrin/discordgo github.com/shopspring/decimal github.com/swaggo/files ' +
  'github.com/swaggo/gin-swagger github.com/swaggo/http-swagger github.com/swaggo/echo-swagger github.com/swaggo/swag github.com/go-openapi github.com/mailru/easyjson github.com/josharian/intern github.com/KyleBanks/depth ' +
  'github.com/inconshreveable/mousetrap github.com/felixge/httpsnoop go.opentelemetry.io github.com/go-logr modernc.org github.com/glebarez github.com/ncruces github.com/dustin/go-humanize github.com/remyoudompheng/bigfft ' +
  'github.com/tinylib/msgp github.com/philhofer/fwd github.com/savsgio github.com/rivo/uniseg github.com/dgryski/go-rendezvous github.com/patrickmn/go-cache github.com/gosimple github.com/asaskevich/govalidator ' +
  'github.com/tidwall github.com/kr github.com/rogpeppe/go-internal github.com/niemeyer/pretty github.com/yuin/gopher-lua github.com/alicebob github.com/gobwas github.com/coder/websocket nhooyr.io/websocket github.com/a-h/templ rsc.io'
).split(' ');

export function cgoModule(path: string): CgoModule | null {
  return CGO_MODULES.find((each) => belongsTo(path, each.module)) ?? null;
}

/** True for modules known to be pure Go that neither start programs nor read files on their own. */
export function isPlainModule(path: string): boolean {
  return (
    PLAIN_MODULES.some((module) => belongsTo(path, module)) &&
    cgoModule(path) === null &&
    !/^golang\.org\/x\/tools(?:\/|$)/.test(path)
  );
}
