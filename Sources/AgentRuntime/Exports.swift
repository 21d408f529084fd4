// An embedding program imports AgentRuntime alone: the values, tools, settings and policies of its interface come along.
@_exported public import AgentAdapters
@_exported public import AgentConfig
@_exported public import AgentKernel
@_exported public import AgentPolicy
@_exported public import AgentPrimitives
@_exported public import AgentRouter
@_exported public import AgentTelemetry
@_exported public import AgentTools
