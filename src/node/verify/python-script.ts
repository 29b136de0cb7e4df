/**
 * Run with `python3 -c`, in the image. Argument and answer are those of the script for Node.js; only the first part of a
 * module's name is looked for, and nothing of the app is run.
 */
export const PYTHON_SCRIPT = String.raw`
import ast, importlib.util, json, os, re, sys, time
question = json.loads(sys.argv[1])
end = time.time() + question['seconds']
roots = [root for root in question['roots'] if os.path.isdir(root)]
sys.path[:] = [os.getcwd()] + roots + [p for p in sys.path if p not in ('', os.getcwd())]
lost = {'reached': {}, 'unreached': {}}
reached, queue, files = set(), [], []

def read(path):
    try:
        if os.path.getsize(path) > 2000000: return ''
        with open(path, encoding='utf-8', errors='replace') as f: return f.read()
    except OSError:
        return ''

def walk(root):
    for directory, names, leaves in os.walk(root):
        if 'pyvenv.cfg' in leaves:
            names[:] = []
            continue
        names[:] = sorted(n for n in names if n not in ('node_modules', 'site-packages', '__pycache__') and not n.startswith('.'))
        for leaf in sorted(leaves):
            if len(files) >= question['files'] or time.time() > end: return
            if leaf.endswith('.py'): files.append(os.path.join(directory, leaf))

def reach(path):
    path = os.path.realpath(path)
    if path in reached or '/site-packages/' in path or '/dist-packages/' in path: return
    reached.add(path)
    queue.append(path)

def own(name, places):
    """Reaches the app's files behind a dotted name; true when there is one."""
    found = False
    for place in places:
        at = place
        for part in name.split('.'):
            at = os.path.join(at, part)
            for path in (at + '.py', os.path.join(at, '__init__.py')):
                if os.path.isfile(path):
                    reach(path)
                    found = True
        main = os.path.join(at, '__main__.py')
        if os.path.isfile(main): reach(main)
    return found

def start(text, depth=0):
    if depth > 6: return
    for word in re.split(r'[\s;&|()\'"=]+', text):
        if not word: continue
        path = os.path.abspath(word)
        if os.path.isfile(path):
            if path.endswith('.py'): reach(path)
            else:
                content = read(path)
                if content[:2] == '#!' and len(content) < 65536:
                    if 'python' in content.split('\n')[0]: reach(path)
                    else: start(content, depth + 1)
        elif re.match(r'^[A-Za-z_][\w.]*(:[\w.()]+)?$', word):
            own(word.split(':')[0], [os.getcwd()] + roots)

class Imports(ast.NodeVisitor):
    def __init__(self): self.names = []
    def visit_If(self, node):
        if 'TYPE_CHECKING' in ast.dump(node.test): return
        self.generic_visit(node)
    def visit_Import(self, node):
        self.names += [(0, alias.name) for alias in node.names]
    def visit_ImportFrom(self, node):
        base = node.module or ''
        self.names.append((node.level, base))
        self.names += [(-1 - node.level, (base + '.' + alias.name).strip('.')) for alias in node.names if alias.name != '*']

def there(top):
    if top in sys.builtin_module_names or top in sys.modules: return True
    try: return importlib.util.find_spec(top) is not None
    except (ImportError, ValueError, AttributeError): return True

def look(path, where):
    try: tree = ast.parse(read(path))
    except (SyntaxError, ValueError, RecursionError): return
    imports = Imports()
    imports.visit(tree)
    here = os.path.dirname(path)
    for level, name in imports.names:
        follow = where is lost['reached']
        up = level if level >= 0 else -1 - level
        base = here
        for _ in range(up - 1): base = os.path.dirname(base)
        places = [base] if up > 0 else [here, os.getcwd()] + roots
        mine = own(name, places) if follow and name else False
        if level != 0 or not name or mine: continue
        top = name.split('.')[0]
        beside = os.path.join(here, top)
        if os.path.isdir(beside) or os.path.isfile(beside + '.py') or there(top): continue
        where[top + ' (in ' + path + ')'] = True

start(' '.join(question['words']))
while queue and time.time() < end: look(queue.pop(0), lost['reached'])
complete = not queue
for root in roots: walk(root)
for path in files:
    if os.path.realpath(path) not in reached and time.time() < end: look(path, lost['unreached'])
print('\n' + json.dumps({'reached': list(lost['reached']), 'unreached': list(lost['unreached']), 'complete': complete}))
`;
