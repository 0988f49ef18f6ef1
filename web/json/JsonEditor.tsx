import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { json } from '@codemirror/lang-json'
import {
  bracketMatching,
  foldGutter,
  foldKeymap,
  HighlightStyle,
  indentOnInput,
  syntaxHighlighting,
} from '@codemirror/language'
import { lintGutter, setDiagnostics } from '@codemirror/lint'
import { EditorState } from '@codemirror/state'
import { EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { useEffect, useEffectEvent, useRef } from 'react'

interface Props {
  id: string
  label: string
  text: string
  onChange?: (text: string) => void
  /** Errors to mark in the text. */
  marks?: readonly { from: number; to: number; message: string }[]
  /** A CSS length such as `60vh`. */
  height?: string
}

const none: NonNullable<Props['marks']> = []

/** A JSON editor with syntax colours, line numbers and error marks. Tab moves the focus on. */
export function JsonEditor({ id, label, text, onChange, marks = none, height = 'min(70vh, 900px)' }: Props) {
  const frame = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(undefined)
  const changed = useEffectEvent((to: string) => to !== text && onChange?.(to))
  // CodeMirror keeps its own text. One effect creates the editor, the others pass changes of the props to it.
  useEffect(() => {
    const editor = new EditorView({
      parent: frame.current ?? document.body,
      extensions: [
        ...extensions,
        EditorView.contentAttributes.of({ id, 'aria-label': label, tabindex: '0' }),
        EditorView.updateListener.of((update) => update.docChanged && changed(update.state.doc.toString())),
      ],
    })
    view.current = editor
    return () => editor.destroy()
  }, [id, label])
  useEffect(() => {
    const editor = view.current
    if (!editor || editor.state.doc.toString() === text) return
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: text } })
  }, [text])
  useEffect(() => {
    const editor = view.current
    if (!editor) return
    const { length } = editor.state.doc
    const within = marks.map(({ from, to, message }) => ({
      from: Math.min(from, length),
      to: Math.min(to, length),
      severity: 'error' as const,
      message,
    }))
    editor.dispatch(setDiagnostics(editor.state, within))
  }, [marks])
  return <div ref={frame} style={{ height }} />
}

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: 'light-dark(#0b4f8a, #8cc8ff)' },
  { tag: tags.string, color: 'light-dark(#14602f, #92e3ae)' },
  { tag: tags.number, color: 'light-dark(#8a3b00, #ffc078)' },
  { tag: [tags.bool, tags.null], color: 'light-dark(#6a2e9c, #dcb8f7)' },
])

const look = EditorView.theme({
  '&': {
    height: '100%',
    border: '1px solid var(--mantine-color-default-border)',
    borderRadius: '8px',
    fontSize: '0.82rem',
    backgroundColor: 'var(--mantine-color-body)',
    overflow: 'hidden',
  },
  '&.cm-focused': { outline: '2px solid var(--mantine-color-anchor)', outlineOffset: '1px' },
  '.cm-scroller': { fontFamily: 'var(--mantine-font-family-monospace)', lineHeight: '1.5' },
  '.cm-content': { caretColor: 'var(--mantine-color-text)' },
  '.cm-gutters': {
    backgroundColor: 'light-dark(var(--mantine-color-gray-0), var(--mantine-color-dark-6))',
    color: 'var(--mantine-color-dimmed)',
    border: 'none',
  },
  '.cm-activeLine': { backgroundColor: 'light-dark(#f4f6fb66, #ffffff0a)' },
  '.cm-selectionBackground, &.cm-focused .cm-selectionBackground': {
    backgroundColor: 'light-dark(#cfd9ff, #3b4a80) !important',
  },
  '.cm-tooltip': {
    backgroundColor: 'var(--mantine-color-body)',
    color: 'var(--mantine-color-text)',
    border: '1px solid var(--mantine-color-default-border)',
  },
})

const extensions = [
  lineNumbers(),
  foldGutter(),
  history(),
  indentOnInput(),
  bracketMatching(),
  highlightActiveLine(),
  lintGutter(),
  json(),
  syntaxHighlighting(colours),
  EditorState.tabSize.of(2),
  EditorView.lineWrapping,
  keymap.of([...defaultKeymap, ...historyKeymap, ...foldKeymap]),
  look,
]
