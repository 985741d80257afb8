package io.plumbline.routes;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

import javax.net.SocketFactory;

/**
 * Connections that end after a time, whatever goes over them. The mail library's own limits begin anew with each byte, so that a server
 * that says one byte a second would hold a route for as long as it likes.
 */
final class BoundedSockets extends SocketFactory {
    private final Duration most;

    BoundedSockets(Duration most) {
        this.most = most;
    }

    @Override
    public Socket createSocket() {
        return new Bounded(System.nanoTime() + most.toNanos());
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException("the mail library connects by itself");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw new UnsupportedOperationException("the mail library connects by itself");
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException("the mail library connects by itself");
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw new UnsupportedOperationException("the mail library connects by itself");
    }

    private static final class Bounded extends Socket {
        private final long end;

        private Bounded(long end) {
            this.end = end;
        }

        /** A read waits no longer than is left, and no longer than was told. */
        private int patience(int told) throws SocketTimeoutException {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new SocketTimeoutException("the whole took too long");
            }
            return (int) Math.min(left, told == 0 ? Integer.MAX_VALUE : told);
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(super.getInputStream()) {
                @Override
                public int read() throws IOException {
                    byte[] one = new byte[1];
                    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
                }

                @Override
                public int read(byte[] bytes, int from, int length) throws IOException {
                    int told = getSoTimeout();
                    setSoTimeout(patience(told));
                    try {
                        return super.read(bytes, from, length);
                    } finally {
                        if (!isClosed()) {
                            setSoTimeout(told);
                        }
                    }
                }
            };
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            return new FilterOutputStream(super.getOutputStream()) {
                @Override
                public void write(int one) throws IOException {
                    patience(0);
                    out.write(one);
                }

                @Override
                public void write(byte[] bytes, int from, int length) throws IOException {
                    patience(0);
                    out.write(bytes, from, length);
                }
            };
        }
    }
}
