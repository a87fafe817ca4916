// SPDX-License-Identifier: MIT
// No validator of somebody else's, and no bearer kept after the page is closed.
window.SwaggerUIBundle({
    url: "/openapi.json",
    dom_id: "#api",
    deepLinking: true,
    validatorUrl: null,
    persistAuthorization: false,
    defaultModelsExpandDepth: 0,
    docExpansion: "none",
});
