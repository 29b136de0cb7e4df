/** What a call does with an argument. */
export interface CallRule {
  readonly does:
    | 'read'
    | 'write'
    | 'spawn'
    | 'config-name'
    | 'search-dir'
    | 'gap'
    | 'lookup-env'
    | 'account'
    | 'tool-chain';
  /** Index of the argument that names the path or program; `all` for each of them, -1 for none. */
  readonly argument: number | 'all';
  /** The path's whole tree is read. */
  readonly tree?: boolean;
  /** What is read when the call has no argument. */
  readonly fallback?: string;
  readonly because?: string;
}

const read = (argument: CallRule['argument'] = 0): CallRule => ({ does: 'read', argument });
const tree = (argument: CallRule['argument'] = 0): CallRule => ({ does: 'read', argument, tree: true });
const write = (argument: CallRule['argument'] = 0): CallRule => ({ does: 'write', argument });
const spawn = (argument: CallRule['argument'] = 0): CallRule => ({ does: 'spawn', argument });
const gap = (because: string): CallRule => ({ does: 'gap', argument: -1, because });

/** Functions by import path and name. */
export const FUNCTIONS: Readonly<Record<string, CallRule>> = {
  'os.Open': read(),
  'os.OpenFile': read(),
  'os.ReadFile': read(),
  'os.ReadDir': tree(),
  'os.DirFS': tree(),
  'os.Stat': read(),
  'os.Lstat': read(),
  'os.Readlink': read(),
  'os.Create': write(),
  'os.WriteFile': write(),
  'os.Mkdir': write(),
  'os.MkdirAll': write(),
  'os.Chdir': gap('the program changes its working directory'),
  'os.Executable': gap('the program looks for files beside its own binary'),
  'os.Getwd': gap('the program looks for files from its working directory'),
  'os.Getenv': { does: 'lookup-env', argument: 0 },
  'os.LookupEnv': { does: 'lookup-env', argument: 0 },
  'os/user.Lookup': { does: 'account', argument: 0 },
  'os/user.LookupId': { does: 'account', argument: 0 },
  'os/user.LookupGroup': { does: 'account', argument: 0 },
  'os/user.LookupGroupId': { does: 'account', argument: 0 },
  'runtime.GOROOT': { does: 'tool-chain', argument: -1 },
  'go/build.Import': { does: 'tool-chain', argument: -1 },
  'go/build.ImportDir': { does: 'tool-chain', argument: -1 },
  'go/importer.Default': { does: 'tool-chain', argument: -1 },
  'go/importer.For': { does: 'tool-chain', argument: -1 },
  'go/importer.ForCompiler': { does: 'tool-chain', argument: -1 },
  'os.StartProcess': spawn(),
  'os/exec.Command': spawn(),
  'os/exec.CommandContext': spawn(1),
  'os/exec.LookPath': spawn(),
  'syscall.Exec': spawn(),
  'syscall.ForkExec': spawn(),
  'golang.org/x/sys/execabs.Command': spawn(),
  'io/ioutil.ReadFile': read(),
  'io/ioutil.ReadDir': tree(),
  'io/ioutil.WriteFile': write(),
  'path/filepath.Walk': tree(),
  'path/filepath.WalkDir': tree(),
  'path/filepath.Glob': read(),
  'path/filepath.Abs': tree(),
  'html/template.ParseFiles': read('all'),
  'html/template.ParseGlob': read(),
  'text/template.ParseFiles': read('all'),
  'text/template.ParseGlob': read(),
  'net/http.Dir': tree(),
  'net/http.ServeFile': read(2),
  'net/http.ListenAndServeTLS': read(1),
  'crypto/tls.LoadX509KeyPair': read('all'),
  'plugin.Open': read(),
  'runtime.Caller': gap('paths are derived from where the source stood'),
  'embed.ReadFile': read(),
  'mime.AddExtensionType': { does: 'read', argument: -1 },
  'github.com/joho/godotenv.Load': { does: 'read', argument: 'all', fallback: '.env' },
  'github.com/joho/godotenv.Overload': { does: 'read', argument: 'all', fallback: '.env' },
  'github.com/joho/godotenv.Read': { does: 'read', argument: 'all', fallback: '.env' },
  'github.com/subosito/gotenv.Load': { does: 'read', argument: 'all', fallback: '.env' },
  'github.com/BurntSushi/toml.DecodeFile': read(),
  'github.com/pelletier/go-toml.LoadFile': read(),
  'gopkg.in/ini.v1.Load': read('all'),
  'gopkg.in/ini.v1.LoadSources': read(1),
  'github.com/go-ini/ini.Load': read('all'),
  'github.com/spf13/viper.SetConfigFile': read(),
  'github.com/spf13/viper.AddConfigPath': { does: 'search-dir', argument: 0 },
  'github.com/spf13/viper.SetConfigName': { does: 'config-name', argument: 0 },
  'github.com/casbin/casbin.NewEnforcer': read('all'),
  'github.com/casbin/casbin/v2.NewEnforcer': read('all'),
  'github.com/golang-migrate/migrate/v4.New': read(0),
  'github.com/pressly/goose/v3.Up': tree(1),
  'github.com/pressly/goose.Up': tree(1),
  'github.com/oschwald/geoip2-golang.Open': read(),
  'github.com/oschwald/maxminddb-golang.Open': read(),
  'github.com/ilyakaznacheev/cleanenv.ReadConfig': read(),
  'github.com/jinzhu/configor.Load': read(1),
  'github.com/gofiber/template/html.New': tree(),
  'github.com/gofiber/template/html/v2.New': tree(),
  'github.com/gofiber/fiber/v2/middleware/favicon.New': gap('the favicon middleware takes a file'),
  'github.com/gin-contrib/static.LocalFile': tree(),
  'github.com/GeertJohan/go.rice.FindBox': gap('rice finds its boxes at the path of the source'),
  'github.com/GeertJohan/go.rice.MustFindBox': gap('rice finds its boxes at the path of the source'),
  'github.com/gobuffalo/packr.NewBox': gap('packr finds its boxes at the path of the source'),
  'github.com/gobuffalo/packr/v2.New': gap('packr finds its boxes at the path of the source'),
  'github.com/markbates/pkger.Open': gap('pkger falls back to files of the source'),
};

/** Methods by name: the receiver's type is not known, so each stands for every library that has it. */
export const METHODS: Readonly<Record<string, CallRule>> = {
  ParseFiles: read('all'),
  ParseGlob: read(),
  LoadHTMLGlob: read(),
  LoadHTMLFiles: read('all'),
  Static: tree(1),
  StaticFile: read(1),
  FileAttachment: read(),
  SendFile: read(),
  ServeFile: read(),
  SetConfigFile: read(),
  AddConfigPath: { does: 'search-dir', argument: 0 },
  SetConfigName: { does: 'config-name', argument: 0 },
  LoadMessageFile: read(),
  MustLoadMessageFile: read(),
  ListenAndServeTLS: read('all'),
  RunTLS: read('all'),
  StartTLS: read('all'),
  ListenTLS: read('all'),
};

/** Imports that read files of the working directory or of the source tree without being told a path. */
export const SELF_READING: readonly { readonly module: string; readonly because: string }[] = [
  { module: 'github.com/joho/godotenv/autoload', because: 'godotenv/autoload reads .env' },
  { module: 'github.com/beego/beego', because: 'beego reads conf/, views/ and static/' },
  { module: 'github.com/astaxie/beego', because: 'beego reads conf/, views/ and static/' },
  { module: 'github.com/beego/bee', because: 'beego reads conf/, views/ and static/' },
  { module: 'github.com/revel/revel', because: 'revel reads conf/, app/ and public/' },
  { module: 'github.com/gobuffalo/buffalo', because: 'buffalo reads templates/, public/ and database.yml' },
  { module: 'github.com/gobuffalo/pop', because: 'pop reads database.yml' },
  { module: 'github.com/go-martini/martini', because: 'martini serves public/' },
  { module: 'github.com/codegangsta/martini', because: 'martini serves public/' },
  { module: 'github.com/martini-contrib/render', because: 'its default directory is templates/' },
  { module: 'github.com/urfave/negroni', because: 'negroni.Classic serves public/' },
  { module: 'github.com/codegangsta/negroni', because: 'negroni.Classic serves public/' },
  { module: 'gopkg.in/macaron.v1', because: 'macaron reads templates/, public/ and conf/' },
  { module: 'github.com/unrolled/render', because: 'its default directory is templates/' },
  { module: 'github.com/gobuffalo/envy', because: 'envy reads .env' },
  { module: 'github.com/goravel/framework', because: 'goravel reads .env and its resources' },
  { module: 'github.com/gogf/gf', because: 'goframe looks for configuration and resources by itself' },
  { module: 'github.com/kataras/iris', because: 'iris looks for views and assets by itself' },
  { module: 'github.com/gobuffalo/packr', because: 'packr finds its boxes at the path of the source' },
  { module: 'github.com/GeertJohan/go.rice', because: 'rice finds its boxes at the path of the source' },
  { module: 'github.com/markbates/pkger', because: 'pkger falls back to files of the source' },
  { module: 'github.com/nicksnyder/go-i18n', because: 'go-i18n bundles are files that it is told to load' },
  { module: 'github.com/hashicorp/go-plugin', because: 'plugins are programs found at run time' },
  { module: 'github.com/qor/qor', because: 'qor finds views in the source tree' },
  { module: 'github.com/qor/admin', because: 'qor finds views in the source tree' },
];

/** Imports that call programs of the system, by the name they look up. */
export const SPAWNING: readonly { readonly module: string; readonly programs: readonly string[] }[] = [
  { module: 'github.com/u2takey/ffmpeg-go', programs: ['ffmpeg', 'ffprobe'] },
  { module: 'github.com/xfrr/goffmpeg', programs: ['ffmpeg', 'ffprobe'] },
  { module: 'github.com/SebastiaanKlippert/go-wkhtmltopdf', programs: ['wkhtmltopdf'] },
  { module: 'github.com/chromedp/chromedp', programs: ['chromium'] },
  { module: 'github.com/go-rod/rod', programs: ['chromium'] },
  { module: 'github.com/hashicorp/go-getter', programs: ['git', 'hg'] },
  { module: 'github.com/Masterminds/vcs', programs: ['git', 'hg', 'svn'] },
  { module: 'github.com/barasher/go-exiftool', programs: ['exiftool'] },
  { module: 'golang.org/x/tools/go/packages', programs: ['go'] },
  { module: 'github.com/gogs/git-module', programs: ['git'] },
  { module: 'code.gitea.io/git', programs: ['git'] },
];

/** Does an import path belong to a module (a later major version of it included)? */
export function belongsTo(path: string, module: string): boolean {
  return path === module || path.startsWith(`${module}/`);
}

/** A table's own entry: Go code may well have a method `toString` or `constructor`. */
export function entryOf<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
