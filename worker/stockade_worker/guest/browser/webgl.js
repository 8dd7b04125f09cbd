(function (stage) {
  "use strict";
  // WebGL, as far as it is asked what it is: parameters, extensions and precisions. Whatever is drawn gives nothing.
  //
  // Source: WebGL 1.0 and 2.0 Specifications; what Chrome on Windows says through ANGLE.

  const CONSTANTS = {
    DEPTH_BUFFER_BIT: 0x100, STENCIL_BUFFER_BIT: 0x400, COLOR_BUFFER_BIT: 0x4000, POINTS: 0, LINES: 1, LINE_STRIP: 3,
    TRIANGLES: 4, TRIANGLE_STRIP: 5, TRIANGLE_FAN: 6, ARRAY_BUFFER: 0x8892, ELEMENT_ARRAY_BUFFER: 0x8893,
    STATIC_DRAW: 0x88e4, DYNAMIC_DRAW: 0x88e8, BYTE: 0x1400, UNSIGNED_BYTE: 0x1401, SHORT: 0x1402,
    UNSIGNED_SHORT: 0x1403, INT: 0x1404, UNSIGNED_INT: 0x1405, FLOAT: 0x1406, FRAGMENT_SHADER: 0x8b30,
    VERTEX_SHADER: 0x8b31, COMPILE_STATUS: 0x8b81, LINK_STATUS: 0x8b82, SHADING_LANGUAGE_VERSION: 0x8b8c,
    VENDOR: 0x1f00, RENDERER: 0x1f01, VERSION: 0x1f02, LOW_FLOAT: 0x8df0, MEDIUM_FLOAT: 0x8df1, HIGH_FLOAT: 0x8df2,
    LOW_INT: 0x8df3, MEDIUM_INT: 0x8df4, HIGH_INT: 0x8df5, MAX_TEXTURE_SIZE: 0xd33, MAX_VIEWPORT_DIMS: 0xd3a,
    MAX_VERTEX_ATTRIBS: 0x8869, MAX_VERTEX_UNIFORM_VECTORS: 0x8dfb, MAX_VARYING_VECTORS: 0x8dfc,
    MAX_COMBINED_TEXTURE_IMAGE_UNITS: 0x8b4d, MAX_VERTEX_TEXTURE_IMAGE_UNITS: 0x8b4c, MAX_TEXTURE_IMAGE_UNITS: 0x8872,
    MAX_FRAGMENT_UNIFORM_VECTORS: 0x8dfd, MAX_CUBE_MAP_TEXTURE_SIZE: 0x851c, MAX_RENDERBUFFER_SIZE: 0x84e8,
    ALIASED_LINE_WIDTH_RANGE: 0x846e, ALIASED_POINT_SIZE_RANGE: 0x846d, RED_BITS: 0xd52, GREEN_BITS: 0xd53,
    BLUE_BITS: 0xd54, ALPHA_BITS: 0xd55, DEPTH_BITS: 0xd56, STENCIL_BITS: 0xd57, DEPTH_TEST: 0xb71, LEQUAL: 0x203,
    RGBA: 0x1908, TEXTURE_2D: 0xde1, FRAMEBUFFER: 0x8d40, NO_ERROR: 0,
  };
  const UNMASKED_VENDOR = 0x9245;
  const UNMASKED_RENDERER = 0x9246;
  const MAX_ANISOTROPY = 0x84ff;

  const floats = (...values) => stage.construct(stage.builtins.Float32Array, values);
  const integers = (...values) => stage.construct(stage.builtins.Int32Array, values);

  const PARAMETERS = {
    [CONSTANTS.VENDOR]: () => "WebKit",
    [CONSTANTS.RENDERER]: () => "WebKit WebGL",
    [UNMASKED_VENDOR]: () => stage.profile.gpu_vendor,
    [UNMASKED_RENDERER]: () => stage.profile.gpu_renderer,
    [MAX_ANISOTROPY]: () => 16,
    [CONSTANTS.MAX_TEXTURE_SIZE]: () => 16_384,
    [CONSTANTS.MAX_CUBE_MAP_TEXTURE_SIZE]: () => 16_384,
    [CONSTANTS.MAX_RENDERBUFFER_SIZE]: () => 16_384,
    [CONSTANTS.MAX_VIEWPORT_DIMS]: () => integers(32_767, 32_767),
    [CONSTANTS.MAX_VERTEX_ATTRIBS]: () => 16,
    [CONSTANTS.MAX_VERTEX_UNIFORM_VECTORS]: () => 4096,
    [CONSTANTS.MAX_VARYING_VECTORS]: () => 30,
    [CONSTANTS.MAX_COMBINED_TEXTURE_IMAGE_UNITS]: () => 32,
    [CONSTANTS.MAX_VERTEX_TEXTURE_IMAGE_UNITS]: () => 16,
    [CONSTANTS.MAX_TEXTURE_IMAGE_UNITS]: () => 16,
    [CONSTANTS.MAX_FRAGMENT_UNIFORM_VECTORS]: () => 1024,
    [CONSTANTS.ALIASED_LINE_WIDTH_RANGE]: () => floats(1, 1),
    [CONSTANTS.ALIASED_POINT_SIZE_RANGE]: () => floats(1, 1024),
    [CONSTANTS.RED_BITS]: () => 8,
    [CONSTANTS.GREEN_BITS]: () => 8,
    [CONSTANTS.BLUE_BITS]: () => 8,
    [CONSTANTS.ALPHA_BITS]: () => 8,
    [CONSTANTS.DEPTH_BITS]: () => 24,
    [CONSTANTS.STENCIL_BITS]: () => 0,
  };

  const EXTENSIONS = [
    "ANGLE_instanced_arrays", "EXT_blend_minmax", "EXT_clip_control", "EXT_color_buffer_half_float", "EXT_depth_clamp",
    "EXT_disjoint_timer_query", "EXT_float_blend", "EXT_frag_depth", "EXT_polygon_offset_clamp", "EXT_shader_texture_lod",
    "EXT_texture_compression_bptc", "EXT_texture_compression_rgtc", "EXT_texture_filter_anisotropic",
    "EXT_texture_mirror_clamp_to_edge", "EXT_sRGB", "KHR_parallel_shader_compile", "OES_element_index_uint",
    "OES_fbo_render_mipmap", "OES_standard_derivatives", "OES_texture_float", "OES_texture_float_linear",
    "OES_texture_half_float", "OES_texture_half_float_linear", "OES_vertex_array_object", "WEBGL_blend_func_extended",
    "WEBGL_color_buffer_float", "WEBGL_compressed_texture_s3tc", "WEBGL_compressed_texture_s3tc_srgb",
    "WEBGL_debug_renderer_info", "WEBGL_debug_shaders", "WEBGL_depth_texture", "WEBGL_draw_buffers",
    "WEBGL_lose_context", "WEBGL_multi_draw", "WEBGL_polygon_mode",
  ];

  const Precision = stage.interface({
    name: "WebGLShaderPrecisionFormat",
    attributes: { rangeMin: (s) => s.range, rangeMax: (s) => s.range, precision: (s) => s.precision },
  });

  // Objects that are only ever handed back.
  const makers = {};
  for (const name of ["Buffer", "Framebuffer", "Program", "Renderbuffer", "Shader", "Texture"]) {
    const handle = stage.interface({ name: `WebGL${name}` });
    makers[`create${name}`] = () => handle.make({});
  }
  const Location = stage.interface({ name: "WebGLUniformLocation" });

  // Functions whose work can't be seen, and how many arguments they have.
  const SILENT = {
    activeTexture: 1, attachShader: 2, bindBuffer: 2, bindFramebuffer: 2, bindTexture: 2, blendFunc: 2, bufferData: 3,
    clear: 1, clearColor: 4, clearDepth: 1, colorMask: 4, compileShader: 1, deleteBuffer: 1, deleteProgram: 1,
    deleteShader: 1, depthFunc: 1, disable: 1, drawArrays: 3, drawElements: 4, enable: 1, enableVertexAttribArray: 1,
    finish: 0, flush: 0, linkProgram: 1, pixelStorei: 2, shaderSource: 2, texImage2D: 6, texParameteri: 3,
    uniform1f: 2, uniform2f: 3, uniform4f: 5, uniformMatrix4fv: 3, useProgram: 1, vertexAttribPointer: 6, viewport: 4,
  };

  function nothing(length) {
    return Object.defineProperty(() => undefined, "length", { value: length + 1 });
  }

  function getExtension(s, name) {
    const wanted = String(name);
    if (!EXTENSIONS.includes(wanted)) return null;
    if (wanted === "WEBGL_debug_renderer_info") {
      return { UNMASKED_VENDOR_WEBGL: UNMASKED_VENDOR, UNMASKED_RENDERER_WEBGL: UNMASKED_RENDERER };
    }
    return wanted === "EXT_texture_filter_anisotropic"
      ? { TEXTURE_MAX_ANISOTROPY_EXT: 0x84fe, MAX_TEXTURE_MAX_ANISOTROPY_EXT: MAX_ANISOTROPY } : {};
  }

  function getParameter(s, name) {
    const number = Number(name);
    if (number === CONSTANTS.VERSION) return s.is2 ? "WebGL 2.0 (OpenGL ES 3.0 Chromium)" : "WebGL 1.0 (OpenGL ES 2.0 Chromium)";
    if (number === CONSTANTS.SHADING_LANGUAGE_VERSION) {
      return s.is2 ? "WebGL GLSL ES 3.00 (OpenGL ES GLSL ES 3.0 Chromium)" : "WebGL GLSL ES 1.0 (OpenGL ES GLSL ES 1.0 Chromium)";
    }
    return PARAMETERS[number]?.() ?? null;
  }

  // Fills what pixels are read into as from a picture that differs by the machine.
  function readPixels(s, x, y, width, height, format, type, target) {
    const bytes = stage.readBytes(target);
    if (bytes === undefined) return;
    const seed = stage.profile.gpu_renderer.length;
    for (let at = 0; at < bytes.length; at++) bytes[at] = (at * 31 + seed) & 255;
  }

  const methods = {
    ...makers,
    checkFramebufferStatus: (s, _target) => 0x8cd5,
    getAttribLocation: (s, _program, _name) => 0,
    getContextAttributes: () => ({
      alpha: true, antialias: true, depth: true, desynchronized: false, failIfMajorPerformanceCaveat: false,
      powerPreference: "default", premultipliedAlpha: true, preserveDrawingBuffer: false, stencil: false, xrCompatible: false,
    }),
    getError: () => 0,
    getExtension,
    getParameter,
    getProgramInfoLog: (s, _program) => "",
    getProgramParameter: (s, _program, _name) => true,
    getShaderInfoLog: (s, _shader) => "",
    getShaderParameter: (s, _shader, _name) => true,
    getShaderPrecisionFormat(s, _shader, kind) {
      const isInteger = Number(kind) >= CONSTANTS.LOW_INT;
      return Precision.make(isInteger ? { range: 31, precision: 0 } : { range: 127, precision: 23 });
    },
    getSupportedExtensions: () => [...EXTENSIONS],
    getUniformLocation: (s, _program, _name) => Location.make({}),
    isContextLost: () => false,
    readPixels,
  };
  for (const name of Object.keys(SILENT)) methods[name] = nothing(SILENT[name]);

  const attributes = {
    canvas: (s) => s.canvas, drawingBufferWidth: () => 300, drawingBufferHeight: () => 150, drawingBufferColorSpace: () => "srgb",
  };
  const first = stage.interface({ name: "WebGLRenderingContext", constants: CONSTANTS, attributes, methods });
  const second = stage.interface({ name: "WebGL2RenderingContext", constants: CONSTANTS, attributes, methods });

  stage.parts.webgl = { make: (canvas, is2) => (is2 ? second : first).make({ canvas, is2 }) };
})
