'use strict';
const docs = document.getElementById('docs');
window.ui = SwaggerUIBundle({
  url: '/api/v1/openapi.json',
  domNode: docs,
  deepLinking: true,
  validatorUrl: null,
  // with the login of a page, what changes something needs its token
  requestInterceptor: request => {
    if (docs.dataset.csrf) {
      request.headers['X-CSRF-Token'] = docs.dataset.csrf;
    }
    return request;
  }
});
