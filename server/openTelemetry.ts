import {
  context,
  createTraceState,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Context as TraceContext,
  trace,
} from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources'
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace'
import { version } from '../package.json'
import { type Db, type Pool, textOf } from './db/connect'
import type { TraceParent } from './http/requestId'
import type { Writer } from './write/writer'

/** The span of a request. */
export interface RequestSpan {
  traceId: string
  /** The `traceparent` header that names this span. */
  traceparent: string
  /** Runs the request: the spans of its statements become children of this one. */
  run<Result>(work: () => Result): Result
  end(route: string, path: string, status: number): void
}

/** Traces of OpenTelemetry. This module is loaded only if they are configured. */
export interface Tracing {
  begin(method: string, parent: TraceParent | undefined): RequestSpan
  /** The pool, with a span for each statement and transaction. */
  pool(pool: Pool): Pool
  /** The writer, with a span for each call: from the queue to the commit. */
  writer(writer: Writer): Writer
  /** Sends what is left. */
  stop(): Promise<void>
}

/** The longest text of a statement in a span, in characters. Statements contain parameters, never values. */
const maxStatement = 2000

/**
 * Sends traces over OTLP/HTTP as JSON. The exporter reads the variables OTEL_EXPORTER_OTLP_… itself, and the resource OTEL_SERVICE_NAME and
 * OTEL_RESOURCE_ATTRIBUTES. A trace that a client records is recorded; of others, the share in OTEL_TRACES_SAMPLER_ARG.
 */
export function startTracing(env: Record<string, string | undefined> = process.env): Tracing {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  const provider = new TracerProvider({
    resource: defaultResource()
      .merge(resourceFromAttributes({ 'service.name': 'tallyman', 'service.version': version }))
      .merge(detectResources({ detectors: [envDetector] })),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(shareOf(env.OTEL_TRACES_SAMPLER_ARG)) }),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: new OTLPTraceExporter(),
        scheduledDelayMillis: Number(env.OTEL_BSP_SCHEDULE_DELAY) || 5000,
      }),
    ],
  })
  const tracer = provider.getTracer('tallyman', version)

  /** Runs `work` in a child of the active span, or of `parent`. */
  function inSpan<Result>(
    name: string,
    attributes: Record<string, string | number>,
    work: () => Promise<Result>,
    { kind = SpanKind.INTERNAL, parent = context.active() }: { kind?: SpanKind; parent?: TraceContext } = {},
  ): Promise<Result> {
    const span = tracer.startSpan(name, { kind, attributes }, parent)
    return context.with(trace.setSpan(parent, span), async () => {
      try {
        return await work()
      } catch (thrown) {
        fail(span, thrown)
        throw thrown
      } finally {
        span.end()
      }
    })
  }

  /** With `parent`, the spans do not belong to the active one. */
  const traced = (db: Db, parent?: TraceContext): Db => {
    const sent = <Result>(text: string, send: () => Promise<Result>) =>
      inSpan(
        /^\s*(\w+)/.exec(text)?.[1]?.toUpperCase() ?? 'statement',
        { 'db.system.name': 'postgresql', 'db.query.text': text.slice(0, maxStatement) },
        send,
        { kind: SpanKind.CLIENT, ...(parent && { parent }) },
      )
    return {
      run: (statement) => sent(textOf(statement), () => db.run(statement)),
      runOnce: (statement) => sent(textOf(statement), () => db.runOnce(statement)),
      runText: (text, values) => sent(text, () => db.runText(text, values)),
      transaction: (work) =>
        inSpan(
          'transaction',
          { 'db.system.name': 'postgresql' },
          () => db.transaction((inner) => work(traced(inner))),
          {
            ...(parent && { parent }),
          },
        ),
    }
  }

  const tracedPool = (pool: Pool): Pool => ({
    ...pool,
    ...traced(pool),
    // A batch has the writes of several requests, so it belongs to the trace of none.
    writes: traced(pool.writes, ROOT_CONTEXT),
    changes: traced(pool.changes),
    brief: traced(pool.brief),
    scanning: (asker) => tracedPool(pool.scanning(asker)),
  })

  return {
    begin(method, parent) {
      const remote = parent
        ? trace.setSpanContext(ROOT_CONTEXT, {
            traceId: parent.traceId,
            spanId: parent.spanId,
            traceFlags: parent.flags,
            isRemote: true,
            ...(parent.state && { traceState: createTraceState(parent.state) }),
          })
        : ROOT_CONTEXT
      const span = tracer.startSpan(
        method,
        { kind: SpanKind.SERVER, attributes: { 'http.request.method': method } },
        remote,
      )
      const { traceId, spanId, traceFlags } = span.spanContext()
      return {
        traceId,
        traceparent: `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`,
        run: (work) => context.with(trace.setSpan(remote, span), work),
        end(route, path, status) {
          span.updateName(`${method} ${route}`)
          span.setAttributes({ 'http.route': route, 'url.path': path, 'http.response.status_code': status })
          if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR })
          span.end()
        },
      }
    },
    pool: tracedPool,
    writer: (writer) => ({
      ...writer,
      create: (it, documents, options) =>
        inSpan('create', { 'tallyman.type': it.type, 'tallyman.documents': documents.length }, () =>
          writer.create(it, documents, options),
        ),
      change: (it, changes) =>
        inSpan('change', { 'tallyman.type': it.type, 'tallyman.documents': changes.length }, () =>
          writer.change(it, changes),
        ),
    }),
    // The collector may be gone; the server stops all the same.
    stop: () => provider.shutdown().catch(() => {}),
  }
}

/** Names the class of an error, not its message, which may contain values. */
function fail(span: Span, thrown: unknown): void {
  span.setStatus({ code: SpanStatusCode.ERROR })
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : undefined
  span.setAttribute('error.type', code ?? (thrown instanceof Error ? thrown.name : 'unknown'))
}

/** A share from 0 to 1; 1 if it is not set. */
function shareOf(text = ''): number {
  const share = Number(text || Number.NaN)
  return share >= 0 && share <= 1 ? share : 1
}
