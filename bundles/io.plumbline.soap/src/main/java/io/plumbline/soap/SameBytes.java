package io.plumbline.soap;

import java.io.ByteArrayInputStream;

import javax.servlet.ReadListener;
import javax.servlet.ServletInputStream;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletRequestWrapper;

/** The request with the body that the door has read and checked. */
final class SameBytes extends HttpServletRequestWrapper {
    private final ServletInputStream stream;

    SameBytes(HttpServletRequest request, byte[] body) {
        super(request);
        ByteArrayInputStream bytes = new ByteArrayInputStream(body);
        stream = new ServletInputStream() {
            @Override
            public int read() {
                return bytes.read();
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                return bytes.read(into, offset, length);
            }

            @Override
            public boolean isFinished() {
                return bytes.available() == 0;
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setReadListener(ReadListener listener) {
                throw new IllegalStateException("the body is there already: read it");
            }
        };
    }

    @Override
    public ServletInputStream getInputStream() {
        return stream;
    }
}
