import { ts } from 'ts-morph';

function hasDecorators(node: ts.Node): boolean {
  return ts.canHaveDecorators(node) && (ts.getDecorators(node)?.length ?? 0) > 0;
}

/** The name at the left of a type reference: `Foo` of `Foo<Bar>` and of `Foo.Baz`. Arrays, unions and literals have none. */
function namesOf(type: ts.TypeNode | undefined, found: Set<string>): void {
  if (type === undefined) return;
  if (ts.isParenthesizedTypeNode(type)) return namesOf(type.type, found);
  // `Foo | null` is written down as Foo.
  if (ts.isUnionTypeNode(type)) {
    for (const each of type.types) namesOf(each, found);
    return;
  }
  if (!ts.isTypeReferenceNode(type)) return;
  let name: ts.EntityName = type.typeName;
  while (ts.isQualifiedName(name)) name = name.left;
  found.add(name.text);
}

/**
 * Names of types that a compiler with `emitDecoratorMetadata` writes into its output as values: the parameters of a decorated
 * class's constructor, and the parameter, result and property types of decorated members. Dependency injection (NestJS,
 * TypeDI) and TypeORM live on them. Interfaces are written as `Object`; without a type checker they count all the same.
 */
export function metadataTypes(node: ts.ClassLikeDeclaration): ReadonlySet<string> {
  const found = new Set<string>();
  const decorated = hasDecorators(node);
  for (const member of node.members) {
    const parameters =
      ts.isConstructorDeclaration(member) || ts.isMethodDeclaration(member) || ts.isAccessor(member)
        ? member.parameters
        : [];
    const own = hasDecorators(member) || parameters.some(hasDecorators);
    if (!own && !(decorated && ts.isConstructorDeclaration(member))) continue;
    for (const parameter of parameters) namesOf(parameter.type, found);
    if (ts.isMethodDeclaration(member) || ts.isAccessor(member) || ts.isPropertyDeclaration(member))
      namesOf(member.type, found);
  }
  return found;
}
