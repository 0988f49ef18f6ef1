/** Sends bytes as they are to a server and resolves with its whole answer. The request must end the connection (`Connection: close`, or HTTP/1.0). */
export function sendRaw(url: string, text: string): Promise<string> {
  const { hostname, port } = new URL(url)
  let answer = ''
  return new Promise((done, fail) => {
    void Bun.connect({
      hostname: hostname.replace(/^\[|\]$/g, ''),
      port: Number(port),
      socket: {
        open: (socket) => void socket.write(text),
        data: (_socket, bytes) => {
          answer += bytes.toString()
        },
        close: () => done(answer),
        error: (_socket, error) => fail(error),
      },
    }).catch(fail)
  })
}
