import "@tensorflow/tfjs-backend-cpu";
import "./cpu";
