/// What a ``Parameter`` of any type is recognised by in a Mirror.
protocol DeclaredParameter {
    var anyDeclaration: any AnyParameterDeclaration { get }
}
