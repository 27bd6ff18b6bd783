window.onload = function () {
  // A stream never ends, so trying it out would wait for ever.
  var trying = {statePlugins: {spec: {wrapSelectors: {allowTryItOutFor: function () {
    return function (state, path) { return path !== "/v1/changes/stream"; };
  }}}}};
  window.ui = SwaggerUIBundle({
    url: "openapi.json", dom_id: "#swagger-ui", deepLinking: true, validatorUrl: null,
    docExpansion: "list", defaultModelsExpandDepth: 0, displayRequestDuration: true,
    presets: [SwaggerUIBundle.presets.apis], plugins: [trying]
  });
};
