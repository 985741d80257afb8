package io.plumbline.routes;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;

import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;

/**
 * Connections that end after a time, whatever goes over them. The mail library's own limits begin anew with each byte, so that a server
 * that says one byte a second would hold a route for as long as it likes.
 */
final class BoundedSockets extends SocketFactory {
    private final Duration most;

    BoundedSockets(Duration most) {
        this.most = most;
    }

    /** Where the mail library is given a factory for TLS, it makes the connection below by itself: the time then begins with TLS. */
    SSLSocketFactory secured(SSLSocketFactory tls) {
        return new Secured(tls, most);
    }

    @Override
    public Socket createSocket() {
        return new Bounded(new End(System.nanoTime() + most.toNanos()));
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

    /** When a connection ends, in the clock of {@link System#nanoTime()}. */
    private record End(long at) {

        /** A read waits no longer than is left, and no longer than was told. */
        private int patience(int told) throws SocketTimeoutException {
            long left = (at - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new SocketTimeoutException("the whole took too long");
            }
            return (int) Math.min(left, told == 0 ? Integer.MAX_VALUE : told);
        }

        InputStream bound(Socket socket, InputStream unbounded) {
            return new FilterInputStream(unbounded) {
                @Override
                public int read() throws IOException {
                    byte[] one = new byte[1];
                    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
                }

                @Override
                public int read(byte[] bytes, int from, int length) throws IOException {
                    int told = socket.getSoTimeout();
                    socket.setSoTimeout(patience(told));
                    try {
                        return super.read(bytes, from, length);
                    } finally {
                        if (!socket.isClosed()) {
                            socket.setSoTimeout(told);
                        }
                    }
                }
            };
        }

        OutputStream bound(OutputStream unbounded) {
            return new FilterOutputStream(unbounded) {
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

    private static final class Bounded extends Socket {
        private final End end;

        private Bounded(End end) {
            this.end = end;
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return end.bound(this, super.getInputStream());
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            return end.bound(super.getOutputStream());
        }
    }

    /** Lays TLS over connections that end after a time. */
    private static final class Secured extends SSLSocketFactory {
        private final SSLSocketFactory tls;
        private final Duration most;

        private Secured(SSLSocketFactory tls, Duration most) {
            this.tls = tls;
            this.most = most;
        }

        @Override
        public Socket createSocket(Socket connected, String host, int port, boolean autoClose) throws IOException {
            return tls.createSocket(new Below(connected, new End(System.nanoTime() + most.toNanos())), host, port, autoClose);
        }

        @Override
        public String[] getDefaultCipherSuites() {
            return tls.getDefaultCipherSuites();
        }

        @Override
        public String[] getSupportedCipherSuites() {
            return tls.getSupportedCipherSuites();
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
    }

    /** A connection that somebody else made, as TLS sees it. */
    private static final class Below extends Socket {
        private final Socket connected;
        private final End end;

        private Below(Socket connected, End end) {
            this.connected = connected;
            this.end = end;
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return end.bound(connected, connected.getInputStream());
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            return end.bound(connected.getOutputStream());
        }

        @Override
        public void close() throws IOException {
            connected.close();
        }

        @Override
        public void shutdownInput() throws IOException {
            connected.shutdownInput();
        }

        @Override
        public void shutdownOutput() throws IOException {
            connected.shutdownOutput();
        }

        @Override
        public boolean isConnected() {
            return connected.isConnected();
        }

        @Override
        public boolean isBound() {
            return connected.isBound();
        }

        @Override
        public boolean isClosed() {
            return connected.isClosed();
        }

        @Override
        public boolean isInputShutdown() {
            return connected.isInputShutdown();
        }

        @Override
        public boolean isOutputShutdown() {
            return connected.isOutputShutdown();
        }

        @Override
        public InetAddress getInetAddress() {
            return connected.getInetAddress();
        }

        @Override
        public InetAddress getLocalAddress() {
            return connected.getLocalAddress();
        }

        @Override
        public int getPort() {
            return connected.getPort();
        }

        @Override
        public int getLocalPort() {
            return connected.getLocalPort();
        }

        @Override
        public SocketAddress getRemoteSocketAddress() {
            return connected.getRemoteSocketAddress();
        }

        @Override
        public SocketAddress getLocalSocketAddress() {
            return connected.getLocalSocketAddress();
        }

        @Override
        public void setSoTimeout(int milliseconds) throws SocketException {
            connected.setSoTimeout(milliseconds);
        }

        @Override
        public int getSoTimeout() throws SocketException {
            return connected.getSoTimeout();
        }

        @Override
        public void setSoLinger(boolean on, int seconds) throws SocketException {
            connected.setSoLinger(on, seconds);
        }

        @Override
        public int getSoLinger() throws SocketException {
            return connected.getSoLinger();
        }

        @Override
        public void setTcpNoDelay(boolean on) throws SocketException {
            connected.setTcpNoDelay(on);
        }

        @Override
        public boolean getTcpNoDelay() throws SocketException {
            return connected.getTcpNoDelay();
        }

        @Override
        public void setKeepAlive(boolean on) throws SocketException {
            connected.setKeepAlive(on);
        }

        @Override
        public boolean getKeepAlive() throws SocketException {
            return connected.getKeepAlive();
        }
    }
}
